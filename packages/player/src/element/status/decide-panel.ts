import type { GrantState } from '../../lesson/grant-state.js'
import type { PlaybackError } from '../../lesson/lesson-ports.js'
import type { RenewalWait } from '../../lesson/renewal-controller.js'
import type { Panel } from './message-panel.js'
import { messageFor } from '../../i18n/failure-messages.js'
import type { Labels, Words } from '../../i18n/messages.js'

/** What the decision stands on. */
export interface PanelQuestion {
  readonly grant: GrantState
  /** Whole seconds until it is tried again by itself. */
  readonly secondsLeft: number | null
  readonly playback: PlaybackError | undefined
  /** What a lesson that has begun waits for. */
  readonly wait: RenewalWait | null
  word<K extends keyof Labels>(key: K): Words[K]
}

/** Decides whether words have to cover the video, and which. */
export function decidePanel({ grant, secondsLeft, playback, wait, word }: PanelQuestion): Panel | null {
  if (playback) {
    const key = playback.cause === 'access' ? 'accessLapsed' : messageFor(playback.code)
    const button = playback.retryable || playback.cause === 'ended' ? word('retry') : null
    return { message: word(key), passing: false, countdown: null, button, busy: false }
  }
  if (wait) return waitingPanel(wait, word)
  switch (grant.phase) {
    case 'signed-out':
      return { message: word('signedOut'), passing: false, countdown: null, button: word('retry'), busy: false }
    case 'refused':
      return {
        message: word(messageFor(grant.trouble.code)),
        passing: false,
        countdown: null,
        button: word('retry'),
        busy: false,
      }
    case 'waiting': {
      // Pressing early would only be refused again, and cost the learner one more of the calls that are short.
      const limited = grant.trouble.code === 'rate_limited'
      return {
        message: word(messageFor(grant.trouble.code)),
        passing: true,
        countdown: word('countdown')(secondsLeft ?? 0),
        button: limited ? null : word('retryNow'),
        busy: false,
      }
    }
    case 'asking': {
      if (!grant.trouble) return null
      const { code, retryable } = grant.trouble
      const limited = code === 'rate_limited'
      return {
        message: word(messageFor(code)),
        passing: retryable,
        countdown: retryable ? word('countdown')(0) : null,
        button: limited ? null : word('retrying'),
        busy: true,
      }
    }
    default:
      return null
  }
}

/** Words over a lesson that was playing, and goes on by itself. */
function waitingPanel({ trouble, secondsLeft, busy }: RenewalWait, word: PanelQuestion['word']): Panel {
  const code = trouble?.code ?? 'endpoint_unreachable'
  const message = word(code === 'endpoint_unreachable' ? 'interrupted' : messageFor(code))
  const passing = code !== 'unauthenticated'
  const countdown = secondsLeft !== null ? word('countdown')(secondsLeft) : busy ? word('countdown')(0) : null
  const button = code === 'rate_limited' ? null : word(busy ? 'retrying' : passing ? 'retryNow' : 'retry')
  return { message, passing, countdown, button, busy }
}
