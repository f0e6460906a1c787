/** A value that goes into a statement as a parameter. */
export type SqlValue = string | number | boolean | null | Date

/** A row as the drivers give it; statements cast to text, int4, float8, jsonb or timestamptz so that drivers agree. */
export type SqlRow = Readonly<Record<string, unknown>>

/** Runs statements: on its own, or inside one transaction. */
export interface SqlRunner {
  query<Row extends SqlRow = SqlRow>(text: string, values?: readonly SqlValue[]): Promise<readonly Row[]>
  /** Runs a script of several statements without parameters (migrations). */
  script(text: string): Promise<void>
}

/**
 * The little that the store needs of a database: statements, transactions, scripts, an end.
 *
 * One implementation per driver (`pg`, PGlite); both run the same SQL, which keeps to PostgreSQL 15.
 */
export interface SqlClient extends SqlRunner {
  readonly kind: 'pglite' | 'postgres'
  /** Runs `work` in one transaction; a rejection rolls back. Only the runner handed in may be used inside. */
  transaction<Result>(work: (runner: SqlRunner) => Promise<Result>): Promise<Result>
  /** How many connections there are now; `null` where there is one, always. */
  connections(): { readonly idle: number; readonly used: number; readonly waiting: number } | null
  close(): Promise<void>
}
