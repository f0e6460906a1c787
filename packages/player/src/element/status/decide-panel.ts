import type { GrantState } from '../../lesson/grant-state.js'
import type { PlaybackError } from '../../lesson/lesson-ports.js'
import type { RenewalWait } from '../../lesson/renewal-countdown.js'
import type { Panel } from '../layers/message-panel.js'
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
  /** The device has a network, as far as the browser knows. */
  readonly isOnline: boolean
  /** Something that was played is kept on this device and not yet acknowledged. */
  readonly isKept: boolean
  message<K extends 'progressSafe' | 'signIn' | 'retry' | 'retryNow' | 'retrying' | MessageKey>(key: K): Messages[K]
  countdown(seconds: number): string
}

/** Where a learner may fear for what was played. */
const REASSURING: readonly MessageKey[] = ['signedOut', 'interrupted', 'unreachable', 'playbackFailed', 'accessLapsed']

/** Decides whether words have to cover the video, and which. */
export function decidePanel(input: PanelInput): Panel | null {
  const { grant, secondsLeft, playback, wait, message, countdown: inSeconds } = input
  if (playback) {
    const key = playback.cause === 'access' ? 'accessLapsed' : messageFor(playback.code)
    const button = playback.retryable || playback.cause === 'ended' ? message('retry') : null
    if (playback.code === 'unauthenticated') return signInPanel(input)
    return { ...words(key, input), passing: false, countdown: null, button, action: 'retry', busy: false }
  }
  if (wait) return waitingPanel(wait, input)
  switch (grant.phase) {
    case 'signed-out':
      return signInPanel(input)
    case 'refused':
      if (grant.failure.code === 'unauthenticated') return signInPanel(input)
      return {
        ...words(messageFor(grant.failure.code), input),
        passing: false,
        countdown: null,
        button: message('retry'),
        action: 'retry',
        busy: false,
      }
    case 'waiting': {
      // Pressing early would only be refused again, and cost the learner one more of the calls that are short.
      const limited = grant.failure.code === 'rate_limited'
      return {
        ...words(messageFor(grant.failure.code), input),
        passing: true,
        countdown: inSeconds(secondsLeft ?? 0),
        button: limited ? null : message('retryNow'),
        action: 'retry',
        busy: false,
      }
    }
    case 'asking': {
      if (!grant.failure) return null
      const { code, retryable } = grant.failure
      const limited = code === 'rate_limited'
      return {
        ...words(messageFor(code), input),
        passing: retryable,
        countdown: retryable ? inSeconds(0) : null,
        button: limited ? null : message('retrying'),
        action: 'retry',
        busy: true,
      }
    }
    default:
      return null
  }
}

/** Words over a lesson that was playing, and goes on by itself. */
function waitingPanel({ failure, secondsLeft, busy }: RenewalWait, input: PanelInput): Panel {
  const { message, countdown: inSeconds } = input
  const code = failure?.code ?? 'endpoint_unreachable'
  const isGone = code === 'endpoint_unreachable' && !input.isOnline
  const text = words(isGone ? 'interrupted' : messageFor(code), input)
  if (code === 'unauthenticated' && !busy) return signInPanel(input)
  const passing = code !== 'unauthenticated'
  const countdown = secondsLeft !== null ? inSeconds(secondsLeft) : busy ? inSeconds(0) : null
  const button = code === 'rate_limited' ? null : message(busy ? 'retrying' : passing ? 'retryNow' : 'retry')
  return { ...text, passing, countdown, button, action: 'retry', busy }
}

/** Trying again would not help. */
function signInPanel(input: PanelInput): Panel {
  const button = input.message('signIn')
  return { ...words('signedOut', input), passing: false, countdown: null, button, action: 'sign-in', busy: false }
}

function words(key: MessageKey, { message, isKept }: PanelInput): Pick<Panel, 'message' | 'note'> {
  return { message: message(key), note: isKept && REASSURING.includes(key) ? message('progressSafe') : null }
}
