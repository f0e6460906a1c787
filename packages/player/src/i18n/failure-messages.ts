import { ownValue } from '@enhancedhr/protocol'
import type { Labels } from './messages.js'

/** The messages that cover the video. */
export type MessageKey =
  | 'interrupted'
  | 'noAccess'
  | 'notFound'
  | 'notReady'
  | 'signedOut'
  | 'manyRequests'
  | 'busy'
  | 'unreachable'
  | 'playbackFailed'
  | 'accessLapsed'
  | 'unsupported'
  | 'broken'

const MESSAGES: Readonly<Record<string, MessageKey & keyof Labels>> = {
  unauthenticated: 'signedOut',
  forbidden: 'noAccess',
  entitlement_denied: 'noAccess',
  lesson_not_found: 'notFound',
  course_not_found: 'notFound',
  lesson_not_ready: 'notReady',
  rate_limited: 'manyRequests',
  busy: 'busy',
  overloaded: 'busy',
  storage_unavailable: 'busy',
  not_ready: 'busy',
  authentication_unavailable: 'busy',
  endpoint_unreachable: 'unreachable',
  playback_failed: 'playbackFailed',
  media_unsupported: 'unsupported',
}

/** Names the words for a problem code; one that is not known gets the general ones. */
export function messageFor(code: string): MessageKey {
  return ownValue(MESSAGES, code) ?? 'broken'
}
