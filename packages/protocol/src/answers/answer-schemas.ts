import type { AnswerSchema } from './conforms.js'

export const text = { type: 'string', minLength: 1 } as const
export const id = { type: 'string', maxLength: 128, pattern: '^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$' } as const
export const seconds = { type: 'number', minimum: 0 } as const
export const instant = { type: 'string', format: 'date-time' } as const
export const secondPair = { type: 'array', prefixItems: [seconds, seconds], minItems: 2, maxItems: 2 } as const
const lessonProgress = {
  type: 'object',
  properties: {
    attempt: { type: 'integer' },
    position: seconds,
    watched_segments: { type: 'array', items: secondPair },
    watched_seconds: seconds,
    playing_time: seconds,
    percent: { type: 'number' },
    completed: { type: 'boolean' },
    completed_at: { anyOf: [instant, { type: 'null' }] },
    media_version: { type: 'integer' },
    requirements: { type: 'array', items: { type: 'object', properties: { kind: text, met: { type: 'boolean' } } } },
  },
} as const
export const playback = {
  type: 'object',
  properties: {
    playback_id: text,
    tokens: {
      type: 'object',
      properties: { playback: text, thumbnail: text, storyboard: text, drm: text },
      optional: ['drm'],
    },
    urls: { type: 'object', properties: { stream: text, poster: text, storyboard: text } },
    lifetime: { type: 'number', exclusiveMinimum: 0 },
  },
} as const

/** The schemas of the wire. Made from them by `test/answers/answer-schemas.test.ts`, and not to be changed by hand. */
export const answerSchemas = {
  grant: {
    type: 'object',
    properties: {
      session_id: text,
      scope: text,
      opened_at: instant,
      session_age: seconds,
      credit_window: seconds,
      attempt: { type: 'integer' },
      lesson: {
        type: 'object',
        properties: {
          id,
          title: { type: 'string' },
          course_id: { anyOf: [id, { type: 'null' }] },
          course_title: { anyOf: [{ type: 'string' }, { type: 'null' }] },
          duration: seconds,
          media_version: { type: 'integer' },
          seek_policy: { type: 'string' },
          max_playback_rate: { type: 'number' },
          hidden_counts: { type: 'boolean' },
          muted_counts: { type: 'boolean' },
          offline_allowance: seconds,
          chapters: {
            type: 'array',
            items: { type: 'object', properties: { title: { type: 'string' }, from: seconds } },
          },
          completion: {
            type: 'object',
            properties: {
              threshold: { type: 'number' },
              required_segments: { type: 'array', items: secondPair },
              mode: { type: 'string' },
              quiz_required: { type: 'boolean' },
            },
            optional: ['threshold'],
          },
        },
        optional: ['course_title'],
      },
      playback,
      reporting: {
        type: 'object',
        properties: { every: { type: 'number', exclusiveMinimum: 0 }, record: { type: 'boolean' } },
        optional: ['record'],
      },
      progress: lessonProgress,
    },
  },
  acknowledgement: {
    type: 'object',
    properties: {
      results: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            index: { type: 'integer' },
            session_id: { anyOf: [{ type: 'string' }, { type: 'null' }] },
            status: { type: 'string' },
            through: { type: 'integer', minimum: 0 },
            events_through: { type: 'integer', minimum: 0 },
            code: { type: 'string' },
            retryable: { type: 'boolean' },
            reasons: {
              type: 'array',
              items: {
                type: 'object',
                properties: { code: text, from: { type: 'number' }, to: { type: 'number' }, lesson_id: id },
                optional: ['lesson_id'],
              },
            },
          },
          optional: ['code', 'retryable'],
        },
      },
      progress: { type: 'object', additionalProperties: lessonProgress },
      courses: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          properties: {
            attempt: { type: 'integer' },
            completed: { type: 'boolean' },
            completed_at: { anyOf: [instant, { type: 'null' }] },
            lessons_required: { type: 'integer' },
            lessons_completed: { type: 'integer' },
            percent: { type: 'number' },
            seat_time: seconds,
            requirements: {
              type: 'array',
              items: { type: 'object', properties: { kind: text, met: { type: 'boolean' } } },
            },
          },
        },
      },
      session_age: { type: 'object', additionalProperties: seconds },
      sessions: { type: 'object', additionalProperties: { type: 'object', properties: { code: text } } },
    },
    optional: ['sessions'],
  },
} as const satisfies Readonly<Record<string, AnswerSchema>>
