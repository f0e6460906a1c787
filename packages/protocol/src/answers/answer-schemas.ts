import type { JsonSchema } from './conforms.js'

const text = { type: 'string', minLength: 1 } as const
const id = { type: 'string', maxLength: 128, pattern: '^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$' } as const
const seconds = { type: 'number', minimum: 0 } as const
const instant = {
  type: 'string',
  pattern:
    '^(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))T(?:(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}(?:Z))$',
} as const
const secondPair = { type: 'array', prefixItems: [seconds, seconds], minItems: 2, maxItems: 2 } as const
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
    requirements: {
      type: 'array',
      items: { type: 'object', properties: { kind: text, met: { type: 'boolean' } }, required: ['kind', 'met'] },
    },
  },
  required: [
    'attempt',
    'position',
    'watched_segments',
    'watched_seconds',
    'playing_time',
    'percent',
    'completed',
    'completed_at',
    'media_version',
    'requirements',
  ],
} as const
const playback = {
  type: 'object',
  properties: {
    playback_id: text,
    tokens: {
      type: 'object',
      properties: { playback: text, thumbnail: text, storyboard: text, drm: text },
      required: ['playback', 'thumbnail', 'storyboard'],
    },
    urls: {
      type: 'object',
      properties: { stream: text, poster: text, storyboard: text },
      required: ['stream', 'poster', 'storyboard'],
    },
    lifetime: { type: 'number', exclusiveMinimum: 0 },
  },
  required: ['playback_id', 'tokens', 'urls', 'lifetime'],
} as const

/** The schemas of the wire as JSON Schema. Made from them by `test/answers/answer-schemas.test.ts`, and not to be changed by hand. */
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
            items: {
              type: 'object',
              properties: { title: { type: 'string' }, from: seconds },
              required: ['title', 'from'],
            },
          },
          completion: {
            type: 'object',
            properties: {
              threshold: { type: 'number' },
              required_segments: { type: 'array', items: secondPair },
              mode: { type: 'string' },
              quiz_required: { type: 'boolean' },
            },
            required: ['required_segments', 'mode', 'quiz_required'],
          },
        },
        required: [
          'id',
          'title',
          'course_id',
          'duration',
          'media_version',
          'seek_policy',
          'max_playback_rate',
          'hidden_counts',
          'muted_counts',
          'offline_allowance',
          'chapters',
          'completion',
        ],
      },
      playback,
      reporting: {
        type: 'object',
        properties: { every: { type: 'number', exclusiveMinimum: 0 } },
        required: ['every'],
      },
      progress: lessonProgress,
    },
    required: [
      'session_id',
      'scope',
      'opened_at',
      'session_age',
      'credit_window',
      'attempt',
      'lesson',
      'playback',
      'reporting',
      'progress',
    ],
  },
  renewal: {
    type: 'object',
    properties: { session_id: text, session_age: seconds, credit_window: seconds, playback },
    required: ['session_id', 'session_age', 'credit_window', 'playback'],
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
                required: ['code', 'from', 'to'],
              },
            },
          },
          required: ['index', 'session_id', 'status', 'through', 'events_through', 'reasons'],
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
              items: {
                type: 'object',
                properties: { kind: text, met: { type: 'boolean' } },
                required: ['kind', 'met'],
              },
            },
          },
          required: [
            'attempt',
            'completed',
            'completed_at',
            'lessons_required',
            'lessons_completed',
            'percent',
            'seat_time',
            'requirements',
          ],
        },
      },
      session_age: { type: 'object', additionalProperties: seconds },
      sessions: {
        type: 'object',
        additionalProperties: { type: 'object', properties: { code: text }, required: ['code'] },
      },
    },
    required: ['results', 'progress', 'courses', 'session_age'],
  },
  explanation: {
    type: 'object',
    properties: {
      lesson_id: id,
      attempt: { type: 'integer' },
      media_version: { type: 'integer' },
      duration: { anyOf: [seconds, { type: 'null' }] },
      credited: { type: 'array', items: secondPair },
      uncredited: {
        type: 'array',
        items: {
          type: 'object',
          properties: { from: seconds, to: seconds, reason: text },
          required: ['from', 'to', 'reason'],
        },
      },
      reasons: {
        type: 'array',
        items: {
          type: 'object',
          properties: { reason: text, seconds, last_at: instant, lesson_ids: { type: 'array', items: id } },
          required: ['reason', 'seconds', 'last_at'],
        },
      },
    },
    required: ['lesson_id', 'attempt', 'media_version', 'duration', 'credited', 'uncredited', 'reasons'],
  },
} as const satisfies Readonly<Record<string, JsonSchema>>
