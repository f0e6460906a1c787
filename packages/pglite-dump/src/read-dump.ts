import { readFile } from 'node:fs/promises'

/** What a dump was made with and from. */
export interface DumpLabel {
  /** Version of `@electric-sql/pglite`: another one may keep its files differently. */
  readonly pglite: string
  /** Number of the last migration in it. */
  readonly migrations: number
}

/** Reads what the dump was made with, to see whether it fits. */
export async function readDumpLabel(): Promise<DumpLabel> {
  return JSON.parse(await readFile(new URL('dump.json', import.meta.url), 'utf8')) as DumpLabel
}

/** Reads the dump: what PGlite's `loadDataDir` takes, a gzipped tar of a data directory (about 5 MB). */
export async function readDump(): Promise<Blob> {
  return new Blob([new Uint8Array(await readFile(new URL('dump.tar.gz', import.meta.url)))], {
    type: 'application/gzip',
  })
}
