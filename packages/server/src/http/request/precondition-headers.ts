import { readPrecondition } from '../../app/etag.js'
import type { Precondition } from '../../core/records/revision.js'

/** Reads what `If-Match` and `If-None-Match` of a request expect of the resource; 400 for what is neither a tag nor `*`. */
export function readPreconditionHeaders({ headers }: Request): Precondition {
  return readPrecondition(headers.get('if-match'), headers.get('if-none-match'))
}
