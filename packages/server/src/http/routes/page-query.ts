import { LIST_LIMIT } from '@enhancedhr/protocol'
import * as z from 'zod/mini'
import type { ZodMiniType } from 'zod/mini'

/** The query of a list that is read a page at a time; `cursor` says what its cursors look like. */
export function pageQuery(cursor: ZodMiniType) {
  return [
    {
      name: 'limit',
      summary: 'Items of a page, from 1; default 50, and more than 200 are 200.',
      schema: z._default(z.int().check(z.gte(1)), LIST_LIMIT.default),
    },
    { name: 'cursor', summary: 'The `next_cursor` of the page before.', schema: cursor },
  ]
}
