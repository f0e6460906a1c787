import { MAX_OPAQUE_ID_LENGTH } from './limits.js'
import { isStorableText } from './storable-text.js'

/** What a course's or a lesson's identifier looks like. It is plain because it is part of URLs. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/

/** Whether the text may name a course or a lesson. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && ID_PATTERN.test(text)
}

/** Whether the text may name a learner or a tenant: opaque, 1 to 255 characters that PostgreSQL can hold. */
export function isOpaqueId(text: unknown): text is string {
  return typeof text === 'string' && text.length > 0 && text.length <= MAX_OPAQUE_ID_LENGTH && isStorableText(text)
}
