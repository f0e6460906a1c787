import { EVENT_VERSION } from './envelope.js'
import type { OutgoingEvent } from './event.js'

type Examples = { readonly [Type in OutgoingEvent['type']]: Extract<OutgoingEvent, { type: Type }> }

const tenant = { version: EVENT_VERSION, tenant_id: 'default' } as const
const lesson = { lesson_id: 'fire-safety-1', course_id: 'fire-safety', learner_id: 'u-7', attempt: 1 }
const course = { course_id: 'fire-safety', learner_id: 'u-7', attempt: 1 }
const ofLesson = 'lesson/fire-safety-1/learner/u-7/1'
const ofCourse = 'course/fire-safety/learner/u-7/1'
const ofEnrolment = 'course/fire-safety/learner/u-7'

/** An event of each type, as a receiver gets it. */
export const EXAMPLES: Examples = {
  'lesson.completed': {
    id: '6f1c2f0e-6f0b-4c5b-9d0e-1f6a3b1c9a01',
    type: 'lesson.completed',
    ...tenant,
    occurred_at: '2026-11-30T09:14:05.120Z',
    subject: ofLesson,
    revision: 1,
    data: {
      ...lesson,
      kind: 'earned',
      completed_at: '2026-11-30T09:14:05.120Z',
      media_version: 2,
      rule_version: 1,
      percent: 94.3,
      watched_seconds: 566,
      playing_time: 601.5,
      reason: null,
      actor_id: null,
    },
  },
  'lesson.revoked': {
    id: '1b7e8a52-33a3-4a55-8f0e-3c2f5f1d7a02',
    type: 'lesson.revoked',
    ...tenant,
    occurred_at: '2026-12-01T08:00:00.000Z',
    subject: ofLesson,
    revision: 2,
    data: {
      ...lesson,
      revoked_at: '2026-12-01T08:00:00.000Z',
      reason: 'Watched on a colleague’s account.',
      actor_id: 'admin-1',
      revokes: 1,
    },
  },
  'course.completed': {
    id: '9a4d1f6b-1c9b-4d43-a0a6-7c7d2b5e8f03',
    type: 'course.completed',
    ...tenant,
    occurred_at: '2026-11-30T09:14:05.120Z',
    subject: ofCourse,
    revision: 1,
    data: {
      ...course,
      kind: 'earned',
      completed_at: '2026-11-30T09:14:05.120Z',
      rule_version: 3,
      seat_time: 1_260.5,
      score: 18,
      max_score: 20,
      lessons: [
        { lesson_id: 'fire-safety-0', completed_at: '2026-11-29T16:40:11.007Z', required: true },
        { lesson_id: 'fire-safety-1', completed_at: '2026-11-30T09:14:05.120Z', required: true },
        { lesson_id: 'fire-safety-extra', completed_at: null, required: false },
      ],
      reason: null,
      actor_id: null,
    },
  },
  'course.revoked': {
    id: '4c2f9b1d-7a10-4d0f-9a35-0f1e2d3c4b04',
    type: 'course.revoked',
    ...tenant,
    occurred_at: '2026-12-01T08:00:10.500Z',
    subject: ofCourse,
    revision: 2,
    data: {
      ...course,
      revoked_at: '2026-12-01T08:00:10.500Z',
      reason: 'Watched on a colleague’s account.',
      actor_id: 'admin-1',
      revokes: 1,
    },
  },
  'enrolment.started': {
    id: 'd1a0c1de-5b6f-4f7a-8a9b-2c3d4e5f6a05',
    type: 'enrolment.started',
    ...tenant,
    occurred_at: '2026-11-29T16:00:00.000Z',
    subject: ofEnrolment,
    revision: 1,
    data: { ...course, at: '2026-11-29T16:00:00.000Z' },
  },
  'enrolment.ended': {
    id: 'e2b1d2ef-6c70-4a8b-9bac-3d4e5f607b06',
    type: 'enrolment.ended',
    ...tenant,
    occurred_at: '2027-11-30T00:00:00.000Z',
    subject: ofEnrolment,
    revision: 3,
    data: { ...course, attempt: 2, at: '2027-11-30T00:00:00.000Z' },
  },
  'attempt.started': {
    id: 'f3c2e3f0-7d81-4b9c-8cbd-4e5f60718c07',
    type: 'attempt.started',
    ...tenant,
    occurred_at: '2027-11-01T07:30:00.000Z',
    subject: ofEnrolment,
    revision: 2,
    data: {
      ...course,
      attempt: 2,
      reason: 'Due every year.',
      started_at: '2027-11-01T07:30:00.000Z',
      started_by: 'service',
    },
  },
  'lesson.ready': {
    id: '6f1c2f0e-6f0b-4c5b-9d0e-1f6a3b1c9a10',
    type: 'lesson.ready',
    ...tenant,
    occurred_at: '2026-11-30T08:30:00.000Z',
    subject: 'lesson/fire-safety-1',
    revision: 1,
    data: {
      lesson_id: 'fire-safety-1',
      course_id: 'fire-safety',
      media_version: 2,
      duration: 600,
      at: '2026-11-30T08:30:00.000Z',
    },
  },
  'lesson.failed': {
    id: '6f1c2f0e-6f0b-4c5b-9d0e-1f6a3b1c9a11',
    type: 'lesson.failed',
    ...tenant,
    occurred_at: '2026-11-30T08:10:00.000Z',
    subject: 'lesson/fire-safety-2',
    revision: 1,
    data: {
      lesson_id: 'fire-safety-2',
      course_id: 'fire-safety',
      at: '2026-11-30T08:10:00.000Z',
      code: 'invalid_input',
      message: 'The file is not a video that can be read.',
    },
  },
  'learner.erased': {
    id: 'a8b1d3c4-2f6e-4d5a-8b9c-0d1e2f3a4b09',
    type: 'learner.erased',
    ...tenant,
    occurred_at: '2028-01-31T09:00:00.000Z',
    subject: 'erased/5d0f2c1a-7b3e-4f60-9a8d-6c5b4a392810',
    revision: 1,
    data: { learner_id: 'u-7', erased_at: '2028-01-31T09:00:00.000Z', verdicts_kept: false },
  },
  'endpoint.test': {
    id: '04d3f401-8e92-4cad-9dce-5f6071829d08',
    type: 'endpoint.test',
    ...tenant,
    occurred_at: '2026-11-30T10:00:00.000Z',
    subject: 'endpoint/certificates',
    revision: 1,
    data: { message: 'A test, sent on request.' },
  },
}
