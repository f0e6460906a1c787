import * as z from 'zod/mini'
import { textOf } from './scalars.js'

/** No cursor that we give is longer: 255 characters of up to four bytes each, in base64url. */
const MAX_CURSOR = 1_400

/** What every list takes: how many items a page has at most, and where it goes on. */
export const pagingShape = {
  /** Items of a page, 1 to 200, default 50; a larger number means 200. */
  limit: z.optional(z.int().check(z.gte(1))),
  /** The `next_cursor` of the page before; opaque. */
  cursor: z.optional(textOf(1, MAX_CURSOR)),
}
