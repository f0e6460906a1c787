import type { Renewal } from '../wire.js'
import { conforms } from './conforms.js'
import { renewal } from './renewal-schema.js'

/** Whether a body is the answer of `POST /v1/tokens`. */
export const isRenewal = (body: unknown): body is Renewal => conforms(body, renewal)
