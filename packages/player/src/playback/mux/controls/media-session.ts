import { requestControl } from './control-request.js'
import type { MuxPlayer } from '../mux-player-type.js'

/** How far the system's buttons seek where the system does not say, in seconds. */
const STEP = 10

/** A lesson as the system shows it: on the lock screen, at the media keys, on a watch. */
export interface SessionMetadata {
  readonly title: string
  /** Title of its course. */
  readonly courseTitle: string | null
  /** URL of a still. */
  readonly artwork: string | null
}

/** The lesson in the system's controls. */
export interface SessionLesson {
  /** `undefined`: there is nothing to play yet. */
  shown(): SessionMetadata | undefined
  /** What goes on to the next lesson; `null`: it is the last one. */
  next(): (() => void) | null
}

type Action = readonly [MediaSessionAction, ((details: MediaSessionActionDetails) => void) | null]

/**
 * Shows the lesson, which plays by now, in the system's media controls, and takes what they ask for: playing, pausing and
 * seeking as far as the lesson's restrictions let a learner go.
 *
 * A document has one media session, which belongs to the lesson that played last. One that goes leaves nothing behind, unless
 * another lesson or the page itself has taken the session over. `update` looks again whether there is a next lesson.
 */
export function keepMediaSession(
  player: MuxPlayer,
  { shown, next }: SessionLesson,
  signal: AbortSignal,
): { update(): void } {
  /** The session that shows this lesson, and what it was given. */
  let taken: { readonly session: MediaSession; readonly metadata: MediaMetadata } | undefined

  function isOurs(): boolean {
    return taken !== undefined && taken.session.metadata === taken.metadata
  }

  function take(): void {
    const metadata = shown()
    const view = player.ownerDocument.defaultView
    const session = view?.navigator.mediaSession
    if (taken && taken.session !== session) release()
    // Older browsers have none.
    if (!metadata || !view || !session || !('MediaMetadata' in view)) return
    taken = { session, metadata: toMediaMetadata(view, metadata) }
    session.metadata = taken.metadata
    for (const action of actions()) handle(session, action)
  }

  function release(): void {
    if (taken && isOurs()) {
      taken.session.metadata = null
      for (const [name] of actions()) handle(taken.session, [name, null])
    }
    taken = undefined
  }

  function actions(): Action[] {
    const goNext = next()
    return [
      ['play', () => requestControl(player, 'mediaplayrequest')],
      ['pause', () => requestControl(player, 'mediapauserequest')],
      ['seekto', ({ seekTime }) => seek(seekTime)],
      ['seekforward', ({ seekOffset }) => seek(player.currentTime + (seekOffset ?? STEP))],
      ['seekbackward', ({ seekOffset }) => seek(player.currentTime - (seekOffset ?? STEP))],
      ['previoustrack', () => seek(0)],
      ['nexttrack', goNext && (() => goNext())],
    ]
  }

  function seek(to: number | undefined): void {
    if (!signal.aborted && Number.isFinite(to)) requestControl(player, 'mediaseekrequest', Math.max(0, Number(to)))
  }

  if (!signal.aborted) take()
  player.addEventListener('playing', () => isOurs() || take(), { signal })
  signal.addEventListener('abort', release)

  return {
    update() {
      if (taken && isOurs()) for (const action of actions()) handle(taken.session, action)
    },
  }
}

/** A browser refuses actions that it does not know. */
function handle(session: MediaSession, [name, handler]: Action): void {
  try {
    session.setActionHandler(name, handler)
  } catch {
    // The system then has no such button.
  }
}

function toMediaMetadata(
  { MediaMetadata: Metadata }: typeof globalThis,
  { title, courseTitle, artwork }: SessionMetadata,
): MediaMetadata {
  const words = { title, album: courseTitle ?? '' }
  try {
    return new Metadata({ ...words, artwork: artwork === null ? [] : [{ src: artwork }] })
  } catch {
    // An address that is no URL.
    return new Metadata(words)
  }
}
