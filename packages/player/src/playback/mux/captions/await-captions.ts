import { holdEvent } from '../../../hold-event.js'
import { LazyPart } from '../../../lazy-part.js'
import type { ChoicesStore } from '../../../ports/choices-store.js'
import type { MuxPlayer } from '../mux-player-type.js'

const CAPTION_REQUESTS = ['mediatogglesubtitlesrequest', 'mediashowsubtitlesrequest', 'mediadisablesubtitlesrequest']

/**
 * Keeps what the learner chooses of captions, and has them drawn above the controls. What does it is loaded with the first captions of a
 * lesson, which nobody shows before; what the learner asks for meanwhile waits for it. Where it cannot be loaded, the browser draws them,
 * and the next load tries again.
 */
export function awaitCaptions(
  element: HTMLElement,
  player: MuxPlayer,
  choices: ChoicesStore,
  signal: AbortSignal,
): { follow(): void; redraw(): void } {
  const part = new LazyPart(
    async () => {
      try {
        const { ownCaptions } = await import('./own-captions.js')
        return ownCaptions(element, player, choices, signal)
      } catch (error) {
        const track = first()
        if (track && choices.read().captions?.on !== false) track.mode = 'showing'
        throw error
      }
    },
    (captions) => captions.begin(),
  )
  player.setAttribute('default-hidden-captions', '')
  for (const name of CAPTION_REQUESTS) {
    element.addEventListener(name, (event) => holdEvent(event, part), { capture: true, signal })
  }

  function first(): TextTrack | undefined {
    return [...(player.media?.textTracks ?? [])].find(({ kind }) => kind === 'captions' || kind === 'subtitles')
  }

  function look(): void {
    if (first()) void part.want()
  }

  return {
    /** A load has begun; the media element may be another one. */
    follow() {
      player.media?.textTracks.addEventListener('addtrack', look, { signal })
      look()
      part.current?.follow()
    },
    redraw: () => part.current?.redraw(),
  }
}
