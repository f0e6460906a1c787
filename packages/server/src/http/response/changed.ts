import type { Changed } from '../../app/api-options.js'
import type { Answer } from '../request-context.js'

/** The answer to a change: the resource with its tag, 201 where it is new. */
export function changed({ resource, created, etag }: Changed<unknown>): Answer {
  return { body: resource, status: created ? 201 : 200, headers: { etag } }
}
