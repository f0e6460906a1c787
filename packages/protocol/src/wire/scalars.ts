import * as z from 'zod/mini'
import { ID_PATTERN } from '../identifiers.js'
import { MAX_ID_LENGTH } from '../limits.js'

/** Identifier of a course or a lesson. */
export const idSchema = z.string().check(z.regex(ID_PATTERN), z.maxLength(MAX_ID_LENGTH))
/** Seconds on the wire: finite, from 0. */
export const secondsSchema = z.number().check(z.gte(0))
/** Wall-clock instant: ISO 8601 in UTC with milliseconds. */
export const instantSchema = z.iso.datetime({ precision: 3 })
/** A stretch of media in seconds, `[from, to]`, half-open. */
export const secondPairSchema = z.tuple([secondsSchema, secondsSchema])
/** Wire form of a token or a URL: never empty. */
export const textSchema = z.string().check(z.minLength(1))
