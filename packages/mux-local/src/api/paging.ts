import { ApiError } from './api-error.js'

function whole(url: URL, name: string, fallback: number, most: number): number {
  const text = url.searchParams.get(name)
  if (text === null || text === '') return fallback
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN
  if (!(value >= 1)) throw ApiError.invalid(`${name}: Expected a whole number from 1`)
  return Math.min(value, most)
}

const pageSize = (url: URL) => whole(url, 'limit', 25, 100)

/** One page by `limit` and `page`, from the newest to the oldest. */
export function pageOf<Item>(oldestFirst: readonly Item[], url: URL): Item[] {
  const limit = pageSize(url)
  const page = whole(url, 'page', 1, 1_000_000)
  return oldestFirst.toReversed().slice((page - 1) * limit, page * limit)
}

/** One page by `limit` and `cursor`, newest first, and the cursor of the next; `null` after the last. */
export function cursorPageOf<Item extends Dated>(oldestFirst: readonly Item[], url: URL) {
  const newestFirst = oldestFirst.toReversed()
  const cursor = url.searchParams.get('cursor')
  if (cursor === null || cursor === '') {
    const limit = pageSize(url)
    const page = whole(url, 'page', 1, 1_000_000)
    return cut(newestFirst, (page - 1) * limit, limit)
  }
  // It names the item that the page begins with, and its time in case it is deleted meanwhile.
  const [, created, id] = /^(\d{1,15})\.(\w+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? []
  if (created === undefined) throw ApiError.invalid('cursor: It is not one of ours')
  const exact = newestFirst.findIndex((item) => item.id === id)
  const from = exact >= 0 ? exact : newestFirst.findIndex((item) => item.created <= Number(created))
  return from < 0 ? { items: [], next: null } : cut(newestFirst, from, pageSize(url))
}

interface Dated {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly created: number
}

function cut<Item extends Dated>(items: readonly Item[], from: number, limit: number) {
  const next = items[from + limit]
  return {
    items: items.slice(from, from + limit),
    next: next ? Buffer.from(`${next.created.toString()}.${next.id}`).toString('base64url') : null,
  }
}
