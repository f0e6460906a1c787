import type { GrantState } from '../controllers/grant-state.js'
import type { PlaybackTrouble } from '../controllers/lesson-controller.js'
import type { Panel } from './message-panel.js'
import { messageFor } from './trouble-words.js'
import type { Labels, Words } from './words.js'

/** What the decision stands on. */
export interface PanelQuestion {
  readonly grant: GrantState
  /** Whole seconds until it is tried again by itself. */
  readonly secondsLeft: number | null
  readonly playback: PlaybackTrouble | undefined
  word<K extends keyof Labels>(key: K): Words[K]
}

/** Decides whether words have to cover the video, and which. */
export function decidePanel({ grant, secondsLeft, playback, word }: PanelQuestion): Panel | null {
  if (playback) {
    const key = playback.cause === 'access' ? 'accessLapsed' : messageFor(playback.code)
    const button = playback.retryable ? word('retry') : null
    return { message: word(key), passing: false, countdown: null, button, busy: false }
  }
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
