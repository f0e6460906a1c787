import type { Explanation } from '../wire.js'
import { conforms } from './conforms.js'
import { explanation } from './explanation-schema.js'

/** Whether a body is the answer of `GET /v1/lessons/:id/explanation`. */
export const isExplanation = (body: unknown): body is Explanation => conforms(body, explanation)
