import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type * as Dump from '@enhancedhr/pglite-dump'
import type { SqlRow } from '../database/sql-client.js'
import type { WorkerAnswer, WorkerRequest, WorkerSettings } from './worker-message.js'

/** Answers statements that come through `port`, one after the other, until `close`. Opens at the first one. */
export function servePglite(port: MessagePort, settings: WorkerSettings): void {
  let opened: Promise<PGlite> | undefined
  port.on('message', (request: WorkerRequest) => {
    opened ??= open(settings)
    void opened
      .then((database) => answer(database, request))
      .catch((error: unknown) => ({ id: request.id, error: describe(error) }))
      .then((answer: WorkerAnswer) => {
        port.postMessage(answer)
        if (request.kind === 'close') port.close()
      })
  })
}

async function answer(database: PGlite, request: WorkerRequest): Promise<WorkerAnswer> {
  const { id, kind } = request
  if (kind === 'query') return { id, rows: (await database.query<SqlRow>(request.text, [...request.values])).rows }
  if (kind === 'script') await database.exec(request.text)
  else await database.close()
  return { id, rows: [] }
}

function describe(error: unknown) {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return { message: error instanceof Error ? error.message : 'unknown', code }
}

/**
 * Opens the database. A new one begins with the dump where one that fits is installed, else from nothing, which takes
 * some seconds. A file beside the directory marks that it is being filled: what was left half filled is filled again.
 *
 * Nothing else is ever filled or emptied: a directory with files in it that is no database may be one that was damaged.
 */
async function open({ directory, newest }: WorkerSettings): Promise<PGlite> {
  if (directory === null) return create(null, await findDump(newest))
  const filling = `${directory.replace(/\/+$/, '')}.filling`
  if (existsSync(filling)) await rm(directory, { recursive: true, force: true })
  else if (existsSync(join(directory, 'PG_VERSION'))) return openExisting(directory)
  else if (existsSync(directory) && (await readdir(directory)).length > 0) {
    throw new Error(
      `Expected the database directory ${directory} to be empty or to hold a database, but it holds other files, and no ` +
        'PG_VERSION. Nothing in it was changed. Choose another directory, put its backup back, or empty it yourself.',
    )
  }
  await writeFile(filling, '', { mode: 0o600 })
  const database = await create(directory, await findDump(newest))
  await rm(filling)
  return database
}

/** PGlite ends with “Aborted()”, or with nothing, when files are missing or are another version's. */
async function openExisting(directory: string): Promise<PGlite> {
  try {
    return await create(directory, null)
  } catch (error) {
    const version = (await readFile(join(directory, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
    const reason = error instanceof Error && !/abort/i.test(error.message) ? ` (${error.message})` : ''
    throw new Error(
      `The database in ${directory} does not open${reason}: files are missing or damaged, or it is not of the version ` +
        `that this PGlite reads (its PG_VERSION says ${/^\d{1,3}$/.test(version) ? version : 'nothing readable'}). ` +
        'Put its backup back, or move it away and begin with an empty one.',
      { cause: error },
    )
  }
}

function create(directory: string | null, dump: Blob | null): Promise<PGlite> {
  return PGlite.create({
    ...(directory !== null && { dataDir: directory }),
    ...(dump && { loadDataDir: dump }),
  })
}

/** The dump of `@enhancedhr/pglite-dump`, when it is installed, of this PGlite, and not newer than the code. */
async function findDump(newest: number): Promise<Blob | null> {
  let source: typeof Dump
  try {
    source = await import('@enhancedhr/pglite-dump')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
  const { pglite, migrations } = await source.readDumpLabel()
  return migrations <= newest && pglite === (await installedVersion()) ? source.readDump() : null
}

async function installedVersion(): Promise<string> {
  const module = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const manifest = JSON.parse(await readFile(join(dirname(module), '..', 'package.json'), 'utf8')) as {
    version: string
  }
  return manifest.version
}
