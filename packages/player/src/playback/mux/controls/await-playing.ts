import { LazyPart } from '../../../lazy-part.js'
import type { MuxPlayer } from '../mux-player-type.js'
import type { SessionLesson } from './media-session.js'

/** Has the lesson shown in the system's media controls: what does it is loaded once it plays. `update` looks again whether there is a next lesson. */
export function awaitPlaying(player: MuxPlayer, lesson: SessionLesson, signal: AbortSignal): { update(): void } {
  const session = new LazyPart(async () => {
    const { keepMediaSession } = await import('./media-session.js')
    return keepMediaSession(player, lesson, signal)
  })
  player.addEventListener('playing', () => void session.want(), { signal })
  return { update: () => session.current?.update() }
}
