import { text, id, seconds, instant, secondPair } from './answer-schemas.js'
import type { AnswerSchema } from './conforms.js'

/** The schema of an explanation. Made by `test/answers/answer-schemas.test.ts`, and not to be changed by hand. */
export const explanation = {
  type: 'object',
  properties: {
    lesson_id: id,
    attempt: { type: 'integer' },
    media_version: { type: 'integer' },
    duration: { anyOf: [seconds, { type: 'null' }] },
    credited: { type: 'array', items: secondPair },
    uncredited: { type: 'array', items: { type: 'object', properties: { from: seconds, to: seconds, reason: text } } },
    reasons: {
      type: 'array',
      items: {
        type: 'object',
        properties: { reason: text, seconds, last_at: instant, lesson_ids: { type: 'array', items: id } },
        optional: ['lesson_ids'],
      },
    },
  },
} as const satisfies AnswerSchema
