import { readPrecondition } from '../app/etag.js'
import type { Precondition } from '../core/records/revision.js'

/** What `If-Match` and `If-None-Match` of a request ask of the resource; 400 for what is neither a tag nor `*`. */
export function askedPrecondition({ headers }: Request): Precondition {
  return readPrecondition(headers.get('if-match'), headers.get('if-none-match'))
}
