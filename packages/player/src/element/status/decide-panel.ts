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
    return playback.code === 'unauthenticated' ? signInPanel(input) : panel(key, input, { button })
  }
  if (wait) return waitingPanel(wait, input)
  if (grant.phase === 'signed-out') return signInPanel(input)
  if (grant.phase === 'idle' || grant.phase === 'granted' || !grant.failure) return null
  const { code, retryable } = grant.failure
  const key = messageFor(code)
  // Pressing early would only be refused again, and cost the learner one more of the calls that are short.
  const isLimited = code === 'rate_limited'
  switch (grant.phase) {
    case 'refused':
      return code === 'unauthenticated' ? signInPanel(input) : panel(key, input, { button: message('retry') })
    case 'waiting': {
      const button = isLimited ? null : message('retryNow')
      return panel(key, input, { passing: true, countdown: inSeconds(secondsLeft ?? 0), button })
    }
    case 'asking': {
      const countdown = retryable ? inSeconds(0) : null
      const button = isLimited ? null : message('retrying')
      return panel(key, input, { passing: retryable, countdown, button, busy: true })
    }
  }
}

/** Words over a lesson that was playing, and goes on by itself. */
function waitingPanel({ failure, secondsLeft, busy }: RenewalWait, input: PanelInput): Panel {
  const { message, countdown: inSeconds } = input
  const code = failure?.code ?? 'endpoint_unreachable'
  const isGone = code === 'endpoint_unreachable' && !input.isOnline
  if (code === 'unauthenticated' && !busy) return signInPanel(input)
  const passing = code !== 'unauthenticated'
  const countdown = secondsLeft !== null ? inSeconds(secondsLeft) : busy ? inSeconds(0) : null
  const button = code === 'rate_limited' ? null : message(busy ? 'retrying' : passing ? 'retryNow' : 'retry')
  return panel(isGone ? 'interrupted' : messageFor(code), input, { passing, countdown, button, busy })
}

/** Trying again would not help. */
function signInPanel(input: PanelInput): Panel {
  return panel('signedOut', input, { button: input.message('signIn'), action: 'sign-in' })
}

function panel(key: MessageKey, { message, isKept }: PanelInput, more: Partial<Panel> & Pick<Panel, 'button'>): Panel {
  const note = isKept && REASSURING.includes(key) ? message('progressSafe') : null
  return { message: message(key), note, passing: false, countdown: null, action: 'retry', busy: false, ...more }
}
