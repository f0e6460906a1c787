/**
 * Reads the handler's answers in a browser: who answered, and whether a body is what the call answers. A separate subpath, so that
 * a server does not load it.
 *
 * The checks use the wire's schemas in the terms of JSON Schema, without the library that they are written with, which is larger than all of the
 * player's own checks. Each accepts what its schema in `@enhancedhr/protocol/wire` accepts; a test makes the one from the other and
 * compares them. Only `__proto__` differs: the schemas leave a member of that name out, and here it is held against its schema like
 * any other.
 */
import { answerSchemas } from './answers/answer-schemas.js'
import { conforms } from './answers/conforms.js'
import type { Acknowledgement, Grant } from './wire.js'

export { isObject } from './answers/is-object.js'
export { isExplanation } from './answers/is-explanation.js'
export { isRenewal } from './answers/is-renewal.js'
export { readAnswer, type ApiResult, type Expected, type HttpAnswer } from './answers/read-answer.js'

/** Whether a body is the answer of `POST /v1/sessions`. */
export const isGrant = (body: unknown): body is Grant => conforms(body, answerSchemas.grant)

/** Whether a body is the answer of `POST /v1/progress`. */
export const isAcknowledgement = (body: unknown): body is Acknowledgement =>
  conforms(body, answerSchemas.acknowledgement)
