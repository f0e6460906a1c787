import * as wire from '@enhancedhr/protocol/wire'
import { handleReportProgress } from '../handlers/progress.js'
import { handleOpenSession, handleRenewTokens } from '../handlers/sessions.js'
import type { Route } from '../route.js'

/** What a player calls. */
export const WATCHING_ROUTES: readonly Route[] = [
  {
    id: 'openSession',
    method: 'POST',
    path: '/v1/sessions',
    access: 'signed_in',
    tag: 'watching',
    summary: 'Opens a watch session and answers the grant: signed playback, resume point, progress.',
    body: wire.sessionRequestSchema,
    answer: { status: 201, schema: wire.grantSchema },
    problems: [
      'invalid_request',
      'forbidden',
      'entitlement_denied',
      'lesson_not_found',
      'lesson_not_ready',
      'rate_limited',
    ],
    handle: handleOpenSession,
  },
  {
    id: 'renewTokens',
    method: 'POST',
    path: '/v1/tokens',
    access: 'signed_in',
    tag: 'watching',
    summary: 'Gives fresh tokens for a watch session.',
    body: wire.tokensRequestSchema,
    answer: { status: 200, schema: wire.renewalSchema },
    problems: [
      'invalid_request',
      'forbidden',
      'entitlement_denied',
      'session_not_found',
      'lesson_not_found',
      'attempt_ended',
      'media_replaced',
      'rate_limited',
    ],
    handle: handleRenewTokens,
  },
  {
    id: 'reportProgress',
    method: 'POST',
    path: '/v1/progress',
    access: 'signed_in',
    tag: 'watching',
    summary: 'Takes evidence of what was played and acknowledges it.',
    body: wire.progressRequestSchema,
    answer: { status: 200, schema: wire.acknowledgementSchema },
    problems: ['invalid_request', 'forbidden', 'rate_limited', 'busy'],
    handle: handleReportProgress,
  },
]
