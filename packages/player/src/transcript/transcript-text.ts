import type { CompanionPlayer } from '../companion/companion-player.js'
import { chooseCaptions } from '../core/playback/choose-captions.js'
import { toParagraphs, type TranscriptLine, type TranscriptParagraph } from '../core/transcript/paragraphs.js'
import type { LessonCaptions } from '../lesson/lesson-captions.js'

/** How far the text is. `idle`: nobody has asked for it; `none`: the lesson has no captions. */
export type TextPhase = 'failed' | 'idle' | 'loading' | 'none' | 'ready'

const NOTHING: readonly TranscriptParagraph[] = []

/** The text of a player's lesson, in one of its languages: asked for when it is wanted, and again when the lesson is another. */
export class TranscriptText {
  readonly #changed: () => void
  #player: CompanionPlayer | undefined
  #captions: LessonCaptions | undefined
  #chosen = -1
  #phase: TextPhase = 'idle'
  #paragraphs = NOTHING
  #lines: readonly TranscriptLine[] = []
  /** Counts what was asked for: an answer to anything but the last is not used. */
  #asked = 0

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get phase(): TextPhase {
    return this.#phase
  }

  /** The lesson whose text it is; `null` before there is any. */
  get lessonId(): string | null {
    return this.#captions?.lessonId ?? null
  }

  get title(): string {
    return this.#captions?.title ?? ''
  }

  get paragraphs(): readonly TranscriptParagraph[] {
    return this.#paragraphs
  }

  get lines(): readonly TranscriptLine[] {
    return this.#lines
  }

  get tracks(): LessonCaptions['tracks'] {
    return this.#captions?.tracks ?? []
  }

  /** Index of the language that is shown, among `tracks`; -1 for none. */
  get chosen(): number {
    return this.#chosen
  }

  /** The text is this player's, until the signal says otherwise. */
  attach(player: CompanionPlayer, signal: AbortSignal): void {
    this.forget()
    this.#player = player
    const granted = (): void => {
      const isOther = this.#captions?.lessonId !== player.lessonId
      if (this.#phase === 'failed' || (this.#phase !== 'idle' && isOther)) this.load()
    }
    player.addEventListener('ehr-ready', granted, { signal })
  }

  forget(): void {
    this.#player = undefined
    this.#clear('idle')
  }

  /** Asks for the text, and begins the lesson by it. */
  load(): void {
    const player = this.#player
    if (!player) return
    const asked = this.#clear('loading')
    void this.#read(async () => {
      const captions = await player.captions()
      if (asked !== this.#asked) return
      this.#captions = captions
      await this.#show(asked, chooseCaptions(languagesOf(captions), wantedLanguages(player)))
    }, asked)
  }

  /** Shows another language. */
  choose(index: number): void {
    if (index === this.#chosen || !this.tracks[index]) return
    const asked = (this.#asked += 1)
    void this.#read(() => this.#show(asked, index), asked)
  }

  async #show(asked: number, index: number): Promise<void> {
    this.#chosen = index
    const cues = (await this.tracks[index]?.cues()) ?? []
    if (asked !== this.#asked) return
    this.#paragraphs = toParagraphs(cues, this.#captions?.chapters)
    this.#lines = this.#paragraphs.flatMap(({ lines }) => lines)
    this.#phase = this.#lines.length > 0 ? 'ready' : 'none'
    this.#changed()
  }

  async #read(read: () => Promise<void>, asked: number): Promise<void> {
    try {
      await read()
    } catch {
      // The player says by itself what is wrong with the lesson.
      if (asked === this.#asked) this.#clear('failed')
    }
  }

  #clear(phase: TextPhase): number {
    this.#captions = undefined
    this.#chosen = -1
    this.#paragraphs = NOTHING
    this.#lines = []
    this.#phase = phase
    this.#changed()
    return (this.#asked += 1)
  }
}

function languagesOf({ tracks }: LessonCaptions): readonly string[] {
  return tracks.map(({ language }) => language)
}

/** What is shown over the video comes first: that is what the learner chose. */
function wantedLanguages({ textTracks }: CompanionPlayer): readonly string[] {
  const shown = [...(textTracks ?? [])].filter(({ mode }) => mode === 'showing').map(({ language }) => language)
  return [...shown, ...navigator.languages]
}
