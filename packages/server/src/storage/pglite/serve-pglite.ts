import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
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
      .then((told: WorkerAnswer) => {
        port.postMessage(told)
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
 */
async function open({ directory, newest }: WorkerSettings): Promise<PGlite> {
  if (directory === null) return create(null, await findDump(newest))
  const filling = `${directory.replace(/\/+$/, '')}.filling`
  if (existsSync(filling)) await rm(directory, { recursive: true, force: true })
  else if (existsSync(join(directory, 'PG_VERSION'))) return create(directory, null)
  await writeFile(filling, '', { mode: 0o600 })
  const database = await create(directory, await findDump(newest))
  await rm(filling)
  return database
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
