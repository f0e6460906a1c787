import * as z from 'zod/mini'
import { MAX_OPAQUE_ID_LENGTH } from '../limits.js'

/** Beyond these, a text is a mistake. */
const MAX_TITLE = 500
const MAX_REASON = 1_000

/** No null character: Postgres cannot hold it. */
export const storable = z.refine<string>((value) => !value.includes('\u0000'), { error: 'Expected no null character.' })
export const titleSchema = z.string().check(z.minLength(1), z.maxLength(MAX_TITLE), storable)
/** Why somebody did something, for whoever reads the record later. */
export const reasonSchema = z.string().check(z.minLength(1), z.maxLength(MAX_REASON), storable)
/** Identifier of a person or a result: opaque, of the host's own making. */
export const opaqueSchema = z.string().check(z.minLength(1), z.maxLength(MAX_OPAQUE_ID_LENGTH), storable)
/** What stands in the way of completing a course or lesson, told to who can mend it. */
export const attentionSchema = z.looseObject({ code: z.string(), pointer: z.string(), detail: z.string() })
