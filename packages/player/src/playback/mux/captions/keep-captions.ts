import { chooseCaptions } from '../../../core/playback/choose-captions.js'
import type { ChoicesStore } from '../../../ports/choices-store.js'
import type { MuxPlayer } from '../mux-player-type.js'

/**
 * Shows captions as the learner left them, and keeps what the learner chooses with Mux Player's menu, button and key.
 *
 * Nothing of that is left to Mux Player: it writes the language to localStorage first, and where that is denied or full it
 * throws before any captions are shown. As long as nothing was chosen, captions are shown as it would: in the language of the
 * browser, or else the first ones.
 *
 * `follow` takes up the media element, and `restore` the captions that it has.
 */
export function keepCaptions(
  element: HTMLElement,
  player: MuxPlayer,
  choices: ChoicesStore,
  signal: AbortSignal,
): { restore(): void; follow(): void } {
  function captions(): TextTrack[] {
    return [...(player.media?.textTracks ?? [])].filter(({ kind }) => kind === 'captions' || kind === 'subtitles')
  }

  function wanted(tracks: readonly TextTrack[]): number {
    const chosen = choices.read().captions?.language
    const languages = tracks.map(({ language }) => language)
    return chooseCaptions(languages, chosen ? [chosen, ...navigator.languages] : navigator.languages)
  }

  function restore(): void {
    const tracks = captions()
    show(tracks, (choices.read().captions?.on ?? true) ? wanted(tracks) : -1)
  }

  function choose(tracks: readonly TextTrack[], index: number): void {
    const track = tracks[index] ?? tracks.find(isShowing)
    const language = track?.language ?? choices.read().captions?.language ?? null
    show(tracks, index)
    if (tracks.length > 0) choices.change({ captions: { on: index >= 0, language } })
  }

  function on(name: string, answer: (tracks: TextTrack[], detail: unknown) => void): void {
    const listener = (event: Event & { readonly detail?: unknown }): void => {
      event.stopImmediatePropagation()
      answer(captions(), event.detail)
    }
    element.addEventListener(name, listener, { capture: true, signal })
  }

  on('mediatogglesubtitlesrequest', (tracks, asked) => {
    const turnOn = typeof asked === 'boolean' ? asked : !tracks.some(isShowing)
    choose(tracks, turnOn ? wanted(tracks) : -1)
  })
  on('mediashowsubtitlesrequest', (tracks, asked) => {
    choose(
      tracks,
      tracks.findIndex((track) => menuValue(track) === asked),
    )
  })
  on('mediadisablesubtitlesrequest', (tracks) => choose(tracks, -1))

  return {
    restore,
    follow() {
      player.media?.textTracks.addEventListener('addtrack', restore, { signal })
    },
  }
}

function isShowing({ mode }: TextTrack): boolean {
  return mode === 'showing'
}

/** What is neither to be shown nor shown is left alone: a page may read it. */
function show(tracks: readonly TextTrack[], index: number): void {
  for (const [place, track] of tracks.entries()) {
    if (place !== index && isShowing(track)) track.mode = 'disabled'
  }
  const track = tracks[index]
  if (track && !isShowing(track)) track.mode = 'showing'
}

/** How Mux Player's menu names a track; anything else that it asks for, `off`, names no track. */
function menuValue({ kind, language, label }: TextTrack): string {
  return label ? `${kind === 'captions' ? 'cc' : 'sb'}:${language}:${encodeURIComponent(label)}` : language
}
