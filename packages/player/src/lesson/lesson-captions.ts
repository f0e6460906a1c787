import type { Grant } from '@enhancedhr/protocol/wire'
import type { CaptionCue } from '../core/transcript/caption-cue.js'
import { boundedText } from '../playback/hls/bounded-text.js'
import { fetchPlaylist } from '../playback/hls/fetch-playlist.js'
import { StreamCaptions, type StreamAddress } from '../playback/hls/stream-captions.js'
import { LessonCallError } from './lesson-call-error.js'

/** Captions of a lesson in one language. */
export interface CaptionTrack {
  /** A language tag, or empty where the stream names none. */
  readonly language: string
  /** As a menu names them. */
  readonly label: string
  /** All of them as text, sorted by start; loaded when first asked for. Rejects with `LessonCallError`. */
  cues(): Promise<readonly CaptionCue[]>
}

/** The captions of a lesson as text, and what is needed to read them. Times in seconds. */
export interface LessonCaptions {
  readonly lessonId: string
  readonly title: string
  readonly chapters: readonly { readonly title: string; readonly from: number }[]
  readonly tracks: readonly CaptionTrack[]
}

/** The lesson whose captions are read. */
export interface CaptionedLesson {
  /** Resolves once there is a grant. */
  granted(): Promise<Grant>
  /** Where the video of the session that is open is streamed from; `null` without one. */
  address(): (StreamAddress & { readonly playbackId: string }) | null
}

/** Reads a lesson's captions as text, each track once for a video. */
export class CaptionReader {
  readonly #lesson: CaptionedLesson
  #video: { readonly playbackId: string; readonly tracks: Promise<readonly CaptionTrack[]> } | undefined

  constructor(lesson: CaptionedLesson) {
    this.#lesson = lesson
  }

  /** Rejects with `LessonCallError`: what the grant came to, or `playback_failed` where the media hosts do not answer. */
  async read(): Promise<LessonCaptions> {
    const { lesson, playback } = await this.#lesson.granted()
    const tracks = await this.#tracks(playback.playback_id)
    const chapters = lesson.chapters.map(({ title, from }) => ({ title, from }))
    return { lessonId: lesson.id, title: lesson.title, chapters, tracks }
  }

  #tracks(playbackId: string): Promise<readonly CaptionTrack[]> {
    if (this.#video?.playbackId === playbackId) return this.#video.tracks
    const captions = new StreamCaptions(
      () => this.#address(playbackId),
      (address) => fetchPlaylist(address, boundedText),
    )
    const tracks = orFailure(captions.tracks()).then((offered) =>
      offered.map(({ language, label }): CaptionTrack => {
        const cues = once(() => orFailure(captions.cues({ language, label })))
        return { language, label, cues }
      }),
    )
    const video = (this.#video = { playbackId, tracks })
    tracks.catch(() => {
      if (this.#video === video) this.#video = undefined
    })
    return tracks
  }

  #address(playbackId: string): StreamAddress {
    const address = this.#lesson.address()
    // Another lesson is on: its captions are not what was asked for.
    if (address?.playbackId !== playbackId) throw new LessonCallError('session_not_found')
    return address
  }
}

/** Asks once for what came, and again for what did not. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined
      throw error
    })
    return asked
  }
}

async function orFailure<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof LessonCallError) throw error
    throw new LessonCallError('playback_failed', { retryable: true })
  }
}
