import { MAX_OPAQUE_ID_LENGTH } from '@enhancedhr/protocol'
import * as management from '@enhancedhr/protocol/management'
import * as z from 'zod/mini'
import * as learners from '../handlers/learners.js'
import type { Route } from '../route.js'
import { pageQuery } from './page-query.js'

const PAGE = pageQuery(z.string().check(z.regex(/^[\w-]+$/)))

/** Who takes a course, and what they completed elsewhere. */
export const COURSE_LEARNER_ROUTES: readonly Route[] = [
  {
    id: 'listLearners',
    method: 'GET',
    path: '/v1/courses/:id/learners',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Lists the learners of a course with enrolment, progress and verdict, by learner id.',
    query: [
      {
        name: 'search',
        summary: 'A part of the learner’s id; upper and lower case are alike.',
        schema: z.string().check(z.maxLength(MAX_OPAQUE_ID_LENGTH)),
      },
      {
        name: 'status',
        summary: 'How they stand in the current attempt; default: however.',
        schema: management.learnerStatusSchema,
      },
      ...PAGE,
    ],
    answer: { status: 200, schema: management.courseLearnerListSchema },
    problems: ['invalid_request', 'forbidden', 'course_not_found'],
    handle: learners.handleListLearners,
  },
  {
    id: 'listEnrolments',
    method: 'GET',
    path: '/v1/courses/:id/enrolments',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Lists the enrolments of a course, by learner id.',
    query: [
      {
        name: 'active',
        summary: '`true`: those that hold now; `false`: those that were ended. Default: all.',
        schema: z.boolean(),
      },
      ...PAGE,
    ],
    answer: { status: 200, schema: management.enrolmentListSchema },
    problems: ['invalid_request', 'forbidden', 'course_not_found'],
    handle: learners.handleListEnrolments,
  },
  {
    id: 'recordWaivers',
    method: 'POST',
    path: '/v1/courses/:id/waivers',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Records completions that were earned elsewhere; one answer each, in order.',
    body: management.waiversInputSchema,
    answer: { status: 200, schema: management.waiverListSchema },
    problems: ['invalid_request', 'forbidden', 'course_not_found'],
    handle: learners.handleRecordWaivers,
  },
]
