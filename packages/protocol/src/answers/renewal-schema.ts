import { text, seconds, playback } from './answer-schemas.js'
import type { AnswerSchema } from './conforms.js'

/** The schema of a renewal. Made by `test/answers/answer-schemas.test.ts`, and not to be changed by hand. */
export const renewal = {
  type: 'object',
  properties: { session_id: text, session_age: seconds, credit_window: seconds, playback },
} as const satisfies AnswerSchema
