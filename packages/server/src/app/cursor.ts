import { isOpaqueId, LIST_LIMIT } from '@enhancedhr/protocol'
import { LessonProblem } from '../problems/lesson-problem.js'

/** One page of a list, and where the next one begins. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}

/** Writes a cursor that goes on after an id: opaque to whoever gets it. */
export function toCursor(id: string): string {
  const bytes = new TextEncoder().encode(id)
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Reads a cursor that {@link toCursor} wrote from a text of this kind; `invalid_request` for anything else. */
export function readCursor(cursor: string, isText: (text: string) => boolean = isOpaqueId): string {
  const id = decode(cursor)
  if (id !== null && isText(id) && toCursor(id) === cursor) return id
  const errors = [{ pointer: '/cursor', detail: 'Expected a `next_cursor` of the page before.' }]
  throw new LessonProblem('invalid_request', { errors })
}

/** How many items a page has, from what was asked for. */
export function toPageSize(limit: number | null | undefined): number {
  return Math.min(limit ?? LIST_LIMIT.default, LIST_LIMIT.maximum)
}

/** Makes a page of what was found when one more than `size` was asked for; `idOf` gives what its order goes by. */
export function toPage<Item>(found: readonly Item[], size: number, idOf: (item: Item) => string): Page<Item> {
  const items = found.slice(0, size)
  return { items, nextCursor: found.length > size ? toCursor(idOf(items.at(-1)!)) : null }
}

function decode(cursor: string): string | null {
  if (!/^[\w-]+$/.test(cursor)) return null
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
