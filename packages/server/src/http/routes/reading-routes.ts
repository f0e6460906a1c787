import { MAX_INT4, MAX_OPAQUE_ID_LENGTH } from '@enhancedhr/protocol'
import * as management from '@enhancedhr/protocol/management'
import * as wire from '@enhancedhr/protocol/wire'
import * as z from 'zod/mini'
import { handleListCourses, handleReadCourse } from '../handlers/courses.js'
import { handleReadCourseProgress, handleReadExplanation, handleReadLessonProgress } from '../handlers/progress.js'
import { handleReadLesson } from '../handlers/lessons.js'
import type { Route } from '../route.js'
import { pageQuery } from './page-query.js'

const WHOSE = [
  {
    name: 'attempt',
    summary: 'Which attempt, from 1; default: the current one.',
    schema: z.int().check(z.gte(1), z.lte(MAX_INT4)),
  },
  {
    name: 'learner_id',
    summary:
      'Whose; for the owners of the course, admins and services, who have to say it unless they learn there. Default: the caller’s own.',
    schema: z.string().check(z.minLength(1), z.maxLength(MAX_OPAQUE_ID_LENGTH)),
  },
]

/** What learners and those who manage read. */
export const READING_ROUTES: readonly Route[] = [
  {
    id: 'listCourses',
    method: 'GET',
    path: '/v1/courses',
    access: 'signed_in',
    tag: 'reading',
    summary: 'Lists the courses that the caller takes or owns; all of them for admins and services.',
    query: pageQuery(wire.idSchema),
    answer: { status: 200, schema: wire.courseListSchema },
    problems: ['invalid_request'],
    handle: handleListCourses,
  },
  {
    id: 'readCourse',
    method: 'GET',
    path: '/v1/courses/:id',
    access: 'signed_in',
    tag: 'reading',
    summary: 'Reads a course with its lessons and own progress.',
    answer: { status: 200, schema: wire.courseSchema, managerSchema: management.courseResourceSchema },
    problems: ['entitlement_denied', 'course_not_found'],
    handle: handleReadCourse,
  },
  {
    id: 'readCourseProgress',
    method: 'GET',
    path: '/v1/courses/:id/progress',
    access: 'signed_in',
    tag: 'reading',
    summary: 'Reads progress in a course.',
    query: WHOSE,
    answer: { status: 200, schema: wire.courseProgressSchema },
    problems: ['invalid_request', 'forbidden', 'course_not_found'],
    handle: handleReadCourseProgress,
  },
  {
    id: 'readLesson',
    method: 'GET',
    path: '/v1/lessons/:id',
    access: 'signed_in',
    tag: 'reading',
    summary: 'Reads a lesson with own progress; opens no session.',
    answer: { status: 200, schema: wire.lessonSchema, managerSchema: management.lessonResourceSchema },
    problems: ['entitlement_denied', 'lesson_not_found'],
    handle: handleReadLesson,
  },
  {
    id: 'readLessonProgress',
    method: 'GET',
    path: '/v1/lessons/:id/progress',
    access: 'signed_in',
    tag: 'reading',
    summary: 'Reads progress in a lesson; zeros when nothing was watched.',
    query: WHOSE,
    answer: { status: 200, schema: wire.lessonProgressSchema },
    problems: ['invalid_request', 'forbidden', 'lesson_not_found'],
    handle: handleReadLessonProgress,
  },
  {
    id: 'readLessonExplanation',
    method: 'GET',
    path: '/v1/lessons/:id/explanation',
    access: 'signed_in',
    tag: 'reading',
    summary: 'Explains what of a lesson was credited, what was not, and why.',
    query: WHOSE,
    answer: { status: 200, schema: wire.explanationSchema },
    problems: ['invalid_request', 'forbidden', 'lesson_not_found'],
    handle: handleReadExplanation,
  },
]
