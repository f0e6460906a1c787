import type { ExportPlace } from '../../core/records/learner-data.js'
import type { Records } from '../../storage/store.js'
import { readCursor, toCursor } from '../cursor.js'
import { refuseInput } from '../learners/refuse-input.js'

/** Writes where the next page of an export begins: opaque to whoever gets it. */
export function toExportCursor({ section, after }: ExportPlace): string {
  return toCursor(JSON.stringify([section, ...(after ?? [])]))
}

/** Reads a cursor that {@link toExportCursor} wrote; `invalid_request` for anything else. */
export function readExportCursor(cursor: string, { isPlace }: Pick<Records['privacy'], 'isPlace'>): ExportPlace {
  const [section, ...after] = readTexts(readCursor(cursor, isJson))
  const place = { section: section ?? '', after }
  if (isPlace(place)) return place
  throw refuseInput('/cursor', 'Expected the `next_cursor` of the page before.')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function readTexts(json: string): readonly string[] {
  const value: unknown = JSON.parse(json)
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : []
}
