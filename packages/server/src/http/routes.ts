import * as management from '@enhancedhr/protocol/management'
import * as wire from '@enhancedhr/protocol/wire'
import * as z from 'zod/mini'
import { readHealth, readLiveness } from './calls/health.js'
import { deleteCourse, putCourseResource } from './calls/manage-courses.js'
import * as learners from './calls/manage-learners.js'
import { deleteLesson, putLessonResource } from './calls/manage-lessons.js'
import { openSession } from './calls/open-session.js'
import { listCourses, readCourse } from './calls/read-courses.js'
import { readExplanation } from './calls/read-explanation.js'
import { readLesson } from './calls/read-lesson.js'
import { readCourseProgress, readLessonProgress } from './calls/read-progress.js'
import { renewTokens } from './calls/renew-tokens.js'
import { reportProgress } from './calls/report-progress.js'
import type { Route } from './route.js'

const statusSchema = z.object({ status: z.string() })

const PAGE = [
  { name: 'limit', summary: 'Items of a page, 1 to 200, default 50.' },
  { name: 'cursor', summary: 'The `next_cursor` of the page before.' },
]
const WHOSE = [
  { name: 'attempt', summary: 'Which attempt, from 1; default: the current one.' },
  { name: 'learner_id', summary: 'Whose; for the owners of the course, admins and services.' },
]

const CHANGE_PROBLEMS = [
  'invalid_request',
  'forbidden',
  'course_not_found',
  'precondition_failed',
  'rule_unreachable',
] as const

/** Every call of the handler, once. */
export const ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/sessions',
    access: 'signed_in',
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
    handle: openSession,
  },
  {
    method: 'POST',
    path: '/v1/tokens',
    access: 'signed_in',
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
    handle: renewTokens,
  },
  {
    method: 'POST',
    path: '/v1/progress',
    access: 'signed_in',
    summary: 'Takes evidence of what was played and acknowledges it.',
    body: wire.progressRequestSchema,
    answer: { status: 200, schema: wire.acknowledgementSchema },
    problems: ['invalid_request', 'forbidden', 'rate_limited', 'busy'],
    handle: reportProgress,
  },
  {
    method: 'GET',
    path: '/v1/courses',
    access: 'signed_in',
    summary: 'Lists the courses that the caller takes or owns; all of them for admins and services.',
    query: PAGE,
    answer: { status: 200, schema: wire.courseListSchema },
    problems: ['invalid_request'],
    handle: listCourses,
  },
  {
    method: 'GET',
    path: '/v1/courses/:id',
    access: 'signed_in',
    summary: 'Reads a course with its lessons and own progress.',
    answer: { status: 200, schema: wire.courseSchema },
    problems: ['entitlement_denied', 'course_not_found'],
    handle: readCourse,
  },
  {
    method: 'GET',
    path: '/v1/courses/:id/progress',
    access: 'signed_in',
    summary: 'Reads progress in a course.',
    query: WHOSE,
    answer: { status: 200, schema: wire.courseProgressSchema },
    problems: ['invalid_request', 'forbidden', 'course_not_found'],
    handle: readCourseProgress,
  },
  {
    method: 'GET',
    path: '/v1/lessons/:id',
    access: 'signed_in',
    summary: 'Reads a lesson with own progress; opens no session.',
    answer: { status: 200, schema: wire.lessonSchema },
    problems: ['entitlement_denied', 'lesson_not_found'],
    handle: readLesson,
  },
  {
    method: 'GET',
    path: '/v1/lessons/:id/progress',
    access: 'signed_in',
    summary: 'Reads progress in a lesson; zeros when nothing was watched.',
    query: WHOSE,
    answer: { status: 200, schema: wire.lessonProgressSchema },
    problems: ['invalid_request', 'forbidden', 'lesson_not_found'],
    handle: readLessonProgress,
  },
  {
    method: 'GET',
    path: '/v1/lessons/:id/explanation',
    access: 'signed_in',
    summary: 'Tells what of a lesson was credited, what was not, and why.',
    query: WHOSE,
    answer: { status: 200, schema: wire.explanationSchema },
    problems: ['invalid_request', 'forbidden', 'lesson_not_found'],
    handle: readExplanation,
  },
  {
    method: 'PUT',
    path: '/v1/courses/:id',
    access: 'signed_in',
    summary: 'Creates or replaces a course; answers 201 when it is new.',
    body: management.courseInputSchema,
    answer: { status: 200, schema: management.courseResourceSchema },
    problems: CHANGE_PROBLEMS,
    handle: putCourseResource,
  },
  {
    method: 'DELETE',
    path: '/v1/courses/:id',
    access: 'signed_in',
    summary: 'Archives a course: no grants any more, evidence and verdicts stay.',
    answer: { status: 200, schema: management.courseResourceSchema },
    problems: ['invalid_request', 'forbidden', 'course_not_found', 'precondition_failed'],
    handle: deleteCourse,
  },
  {
    method: 'PUT',
    path: '/v1/lessons/:id',
    access: 'signed_in',
    summary: 'Creates or replaces a lesson; answers 201 when it is new.',
    body: management.lessonInputSchema,
    answer: { status: 200, schema: management.lessonResourceSchema },
    problems: CHANGE_PROBLEMS,
    handle: putLessonResource,
  },
  {
    method: 'DELETE',
    path: '/v1/lessons/:id',
    access: 'signed_in',
    summary: 'Archives a lesson: no grants any more, evidence and verdicts stay.',
    answer: { status: 200, schema: management.lessonResourceSchema },
    problems: ['invalid_request', 'forbidden', 'lesson_not_found', 'precondition_failed'],
    handle: deleteLesson,
  },
  {
    method: 'PUT',
    path: '/v1/courses/:id/enrolments/:learner_id',
    access: 'signed_in',
    summary: 'Enrols a learner; answers 201 the first time.',
    answer: { status: 200, schema: management.enrolmentSchema },
    problems: ['invalid_request', 'forbidden', 'course_not_found'],
    handle: learners.putEnrolment,
  },
  {
    method: 'DELETE',
    path: '/v1/courses/:id/enrolments/:learner_id',
    access: 'signed_in',
    summary: 'Ends an enrolment; what was earned stays.',
    answer: { status: 200, schema: management.enrolmentSchema },
    problems: ['invalid_request', 'forbidden', 'course_not_found'],
    handle: learners.deleteEnrolment,
  },
  {
    method: 'POST',
    path: '/v1/courses/:id/attempts',
    access: 'signed_in',
    summary: 'Begins a learner’s next attempt, from nothing; the last one’s verdict stands.',
    body: management.attemptInputSchema,
    answer: { status: 201, schema: management.attemptSchema },
    problems: ['invalid_request', 'forbidden', 'course_not_found'],
    handle: learners.startAttempt,
  },
  {
    method: 'PUT',
    path: '/v1/lessons/:id/quiz-results/:learner_id',
    access: 'signed_in',
    summary: 'Keeps a quiz result, once by its id; best of several.',
    body: management.resultInputSchema,
    answer: { status: 200, schema: management.resultSchema },
    problems: ['invalid_request', 'forbidden', 'lesson_not_found'],
    handle: learners.putQuizResult,
  },
  {
    method: 'PUT',
    path: '/v1/courses/:id/assessment-results/:learner_id',
    access: 'signed_in',
    summary: 'Keeps a result of the final assessment, once by its id; best of several.',
    body: management.resultInputSchema,
    answer: { status: 200, schema: management.resultSchema },
    problems: ['invalid_request', 'forbidden', 'course_not_found'],
    handle: learners.putAssessmentResult,
  },
  {
    method: 'PUT',
    path: '/v1/lessons/:id/verdicts/:learner_id',
    access: 'signed_in',
    summary: 'Waives or revokes a lesson’s completion; kept with reason and actor.',
    body: management.verdictInputSchema,
    answer: { status: 200, schema: management.verdictSchema },
    problems: ['invalid_request', 'forbidden', 'lesson_not_found'],
    handle: learners.putLessonVerdict,
  },
  {
    method: 'PUT',
    path: '/v1/courses/:id/verdicts/:learner_id',
    access: 'signed_in',
    summary: 'Waives or revokes a course’s completion; kept with reason and actor.',
    body: management.verdictInputSchema,
    answer: { status: 200, schema: management.verdictSchema },
    problems: ['invalid_request', 'forbidden', 'course_not_found'],
    handle: learners.putCourseVerdict,
  },
  {
    method: 'GET',
    path: '/v1/health',
    access: 'public',
    summary: 'Tells whether the handler can do its work, the database included.',
    answer: { status: 200, schema: statusSchema },
    problems: ['storage_unavailable'],
    handle: readHealth,
  },
  {
    method: 'GET',
    path: '/v1/health/live',
    access: 'public',
    summary: 'Tells whether the process answers.',
    answer: { status: 200, schema: statusSchema },
    problems: [],
    handle: readLiveness,
  },
]
