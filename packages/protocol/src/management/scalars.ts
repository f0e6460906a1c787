import * as z from 'zod/mini'
import { MAX_OPAQUE_ID_LENGTH } from '../limits.js'
import type { NumberBounds } from '../number-bounds.js'
import { isStorableText } from '../storable-text.js'

/** Beyond these, a text is a mistake. */
const MAX_TITLE = 500
const MAX_REASON = 1_000

const storable = z.refine<string>(isStorableText, {
  error: 'expected text without U+0000 and without half of a surrogate pair',
})

/** Text that is stored, of so many characters (UTF-16 code units). */
export function textOf(least: number, most: number) {
  return z.string().check(z.minLength(least), z.maxLength(most), storable)
}

/** A number within its bounds, both included. */
export function numberOf({ least, most }: NumberBounds) {
  return z.number().check(z.gte(least), z.lte(most))
}

/** A whole number within its bounds, both included. */
export function wholeNumberOf({ least, most }: NumberBounds) {
  return z.int().check(z.gte(least), z.lte(most))
}

export const titleSchema = textOf(1, MAX_TITLE)
/** Why somebody did something, for whoever reads the record later. */
export const reasonSchema = textOf(1, MAX_REASON)
/** Identifier of a person or a result: opaque, chosen by the host. */
export const opaqueSchema = textOf(1, MAX_OPAQUE_ID_LENGTH)
/** What prevents a course or lesson from being completed, for those who can fix it. */
export const attentionSchema = z.looseObject({ code: z.string(), pointer: z.string(), detail: z.string() })
