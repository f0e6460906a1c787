import * as management from '@enhancedhr/protocol/management'
import * as z from 'zod/mini'
import { handleEraseLearner, handleExportLearner } from '../handlers/privacy.js'
import type { Route } from '../route.js'

/** What is kept of a learner, and that it goes; for admins. */
export const PRIVACY_ROUTES: readonly Route[] = [
  {
    id: 'exportLearner',
    method: 'GET',
    path: '/v1/learners/:learner_id/export',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Gives everything that is kept of a learner, a page at a time.',
    query: [
      {
        name: 'cursor',
        summary: 'The `next_cursor` of the page before.',
        schema: z.string().check(z.regex(/^[\w-]+$/)),
      },
    ],
    answer: { status: 200, schema: management.learnerExportSchema },
    problems: ['invalid_request', 'forbidden'],
    handle: handleExportLearner,
  },
  {
    id: 'eraseLearner',
    method: 'DELETE',
    path: '/v1/learners/:learner_id',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Erases everything that is kept of a learner, or all but verdicts, as the host has chosen.',
    answer: { status: 200, schema: management.learnerErasureSchema },
    problems: ['invalid_request', 'forbidden', 'overloaded'],
    handle: handleEraseLearner,
  },
]
