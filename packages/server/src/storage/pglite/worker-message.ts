import type { SqlRow, SqlValue } from '../database/sql-client.js'

/** What the thread of a PGlite database is started with. */
export interface WorkerSettings {
  /** Marks the data as ours: a worker of somebody else may import the same file. */
  readonly ehrLessonsPglite: true
  /** Where the database is, or `null` for one in memory. */
  readonly directory: string | null
  /** Number of the last migration that the code knows: a dump that is newer does not fit. */
  readonly newest: number
}

/** One statement or script, or the end, on its way into the thread. */
export type WorkerRequest = { readonly id: number } & (
  | { readonly kind: 'query'; readonly text: string; readonly values: readonly SqlValue[] }
  | { readonly kind: 'script'; readonly text: string }
  | { readonly kind: 'close' }
)

/** What came of it. An error keeps its message and its SQLSTATE. */
export type WorkerAnswer = { readonly id: number } & (
  | { readonly rows: readonly SqlRow[] }
  | { readonly error: { readonly message: string; readonly code: string | undefined } }
)
