import type { GrantState } from '../../lesson/grant-state.js'
import type { PlaybackError } from '../../lesson/lesson-ports.js'
import type { RenewalWait } from '../../lesson/renewal-countdown.js'
import type { Panel } from './message-panel.js'
import { messageFor, type MessageKey } from '../../i18n/failure-messages.js'
import type { Messages } from '../../i18n/messages.js'

/** What the decision depends on. */
export interface PanelInput {
  readonly grant: GrantState
  /** Whole seconds until it is tried again by itself. */
  readonly secondsLeft: number | null
  readonly playback: PlaybackError | undefined
  /** What a lesson that has begun waits for. */
  readonly wait: RenewalWait | null
  message<K extends 'retry' | 'retryNow' | 'retrying' | MessageKey>(key: K): Messages[K]
  countdown(seconds: number): string
}

/** Decides whether words have to cover the video, and which. */
export function decidePanel({
  grant,
  secondsLeft,
  playback,
  wait,
  message,
  countdown: inSeconds,
}: PanelInput): Panel | null {
  if (playback) {
    const key = playback.cause === 'access' ? 'accessLapsed' : messageFor(playback.code)
    const button = playback.retryable || playback.cause === 'ended' ? message('retry') : null
    return { message: message(key), passing: false, countdown: null, button, busy: false }
  }
  if (wait) return waitingPanel(wait, { message, countdown: inSeconds })
  switch (grant.phase) {
    case 'signed-out':
      return { message: message('signedOut'), passing: false, countdown: null, button: message('retry'), busy: false }
    case 'refused':
      return {
        message: message(messageFor(grant.failure.code)),
        passing: false,
        countdown: null,
        button: message('retry'),
        busy: false,
      }
    case 'waiting': {
      // Pressing early would only be refused again, and cost the learner one more of the calls that are short.
      const limited = grant.failure.code === 'rate_limited'
      return {
        message: message(messageFor(grant.failure.code)),
        passing: true,
        countdown: inSeconds(secondsLeft ?? 0),
        button: limited ? null : message('retryNow'),
        busy: false,
      }
    }
    case 'asking': {
      if (!grant.failure) return null
      const { code, retryable } = grant.failure
      const limited = code === 'rate_limited'
      return {
        message: message(messageFor(code)),
        passing: retryable,
        countdown: retryable ? inSeconds(0) : null,
        button: limited ? null : message('retrying'),
        busy: true,
      }
    }
    default:
      return null
  }
}

/** Words over a lesson that was playing, and goes on by itself. */
function waitingPanel(
  { failure, secondsLeft, busy }: RenewalWait,
  { message, countdown: inSeconds }: Pick<PanelInput, 'countdown' | 'message'>,
): Panel {
  const code = failure?.code ?? 'endpoint_unreachable'
  const text = message(code === 'endpoint_unreachable' ? 'interrupted' : messageFor(code))
  const passing = code !== 'unauthenticated'
  const countdown = secondsLeft !== null ? inSeconds(secondsLeft) : busy ? inSeconds(0) : null
  const button = code === 'rate_limited' ? null : message(busy ? 'retrying' : passing ? 'retryNow' : 'retry')
  return { message: text, passing, countdown, button, busy }
}
