import type { ChoicesStore } from '../../../ports/choices-store.js'
import type { MuxPlayer } from '../mux-player-type.js'
import { CueBox } from './cue-box.js'

/** Has the captions that are shown drawn above the controls. */
export function drawCaptions(
  player: MuxPlayer,
  choices: ChoicesStore,
  signal: AbortSignal,
): { follow(): void; redraw(): void } {
  const box = new CueBox(player, choices)
  /** The track whose cues are drawn. */
  let track: TextTrack | null = null
  let followed: TextTrackList | null = null

  function changed(): void {
    const next = [...(player.media?.textTracks ?? [])].find(isShownCaptions) ?? null
    if (next !== track) {
      track?.removeEventListener('cuechange', draw)
      track = next
      track?.addEventListener('cuechange', draw, { signal })
    }
    draw()
  }

  function draw(): void {
    box.draw(track)
  }

  signal.addEventListener('abort', () => track?.removeEventListener('cuechange', draw))

  return {
    /** A load has begun; the media element may be another one. */
    follow() {
      const tracks = player.media?.textTracks ?? null
      if (tracks && tracks !== followed) {
        followed = tracks
        for (const name of ['change', 'addtrack', 'removetrack']) tracks.addEventListener(name, changed, { signal })
      }
      changed()
    },
    redraw: draw,
  }
}

function isShownCaptions({ kind, mode }: TextTrack): boolean {
  return mode === 'showing' && (kind === 'captions' || kind === 'subtitles')
}
