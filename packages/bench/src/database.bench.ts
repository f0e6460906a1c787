import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { PgliteClient } from '../../server/src/storage/pglite/pglite-client.js'
import { PostgresClient } from '../../server/src/storage/database/postgres-client.js'
import { recordingClient } from './database/recording-client.js'
import { found, type Load, openHandler, send } from './database/school.js'

/** Few enough that pgbench reads its script in seconds: it counts the lines again for each statement. */
const LOAD: Load = { atOnce: 20, learners: 2, batches: 20 }
const ROUNDS = 3

/**
 * Measures batches of reports a second through the whole handler, row-level security on, beside the very statements that it
 * ran, replayed on a copy of the database: by pgbench on PostgreSQL (`EHR_TEST_POSTGRES`), by bare PGlite on PGlite.
 */
export async function run(): Promise<void> {
  const rates: Record<string, number[]> = {}
  const note = (name: string, rate: number) => {
    console.log(`${name}: ${rate.toFixed(0)} batches a second`)
    ;(rates[name] ??= []).push(rate)
  }
  const address = process.env['EHR_TEST_POSTGRES']
  if (address === undefined) console.log('EHR_TEST_POSTGRES names no server: only PGlite is measured.')
  else await measurePostgres(address, note)
  await measurePglite(note)
  const total = LOAD.atOnce * LOAD.learners * LOAD.batches
  console.log(
    `\nMedian of ${ROUNDS.toString()} rounds of ${total.toString()} batches, ${LOAD.atOnce.toString()} at once:\n`,
  )
  for (const [name, values] of Object.entries(rates)) {
    const sorted = values.toSorted((a, b) => a - b)
    console.log(`| ${name} | ${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0).toString()} |`)
  }
}

type Note = (name: string, rate: number) => void

async function measurePostgres(address: string, note: Note): Promise<void> {
  const name = `ehr_bench_${randomBytes(4).toString('hex')}`
  const admin = new pg.Pool({ connectionString: address, max: 1 })
  const open = (database: string) => {
    const url = new URL(address)
    url.pathname = `/${database}`
    const pool = new pg.Pool({ connectionString: url.href, max: LOAD.atOnce })
    return { client: new PostgresClient(pool, { ownsPool: true }), url: url.href }
  }
  try {
    await admin.query(`create database ${name}`)
    const origin = open(name).client
    const sessions = await found(origin, LOAD).finally(() => origin.close())
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const part of ['a', 'b']) await admin.query(`create database ${name}_${part} template ${name}`)
      const streams: string[][] = []
      const handler = openHandler(recordingClient(open(`${name}_a`).client))
      const before = process.cpuUsage()
      note('the handler on PostgreSQL', await send(handler, sessions, LOAD, streams))
      reportCpu(before)
      await handler.close()
      note('pgbench, the same statements', await replayWithPgbench(open(`${name}_b`).url, streams))
      for (const part of ['a', 'b']) await admin.query(`drop database ${name}_${part}`)
    }
  } finally {
    for (const part of ['_a', '_b', '']) await admin.query(`drop database if exists ${name}${part} with (force)`)
    await admin.end()
  }
}

/** What a batch cost this process, which depends less on who else is busy. */
function reportCpu(before: NodeJS.CpuUsage): void {
  const { user, system } = process.cpuUsage(before)
  const each = (user + system) / 1_000 / (LOAD.atOnce * LOAD.learners * LOAD.batches)
  console.log(`  ${each.toFixed(2)} ms of processor time of this process for each`)
}

/** Each client of pgbench runs one stream, once. */
async function replayWithPgbench(url: string, streams: readonly (readonly string[])[]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ehr-bench-'))
  try {
    const file = join(folder, 'replay.sql')
    const parts = streams.map((statements, client) =>
      [`\\if :client_id = ${client.toString()}`, ...statements.map((text) => `${text};`), '\\endif'].join('\n'),
    )
    await writeFile(file, `${parts.join('\n')}\n`)
    const clients = streams.length.toString()
    const args = ['-n', '-M', 'simple', '-c', clients, '-j', '2', '-t', '1', '-f', file, url]
    const { stdout } = await promisify(execFile)('pgbench', args, { maxBuffer: 1e8 })
    const tps = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
    if (!(tps > 0)) throw new Error(`Expected pgbench to print its rate, got ${stdout}`)
    return (LOAD.learners * LOAD.batches * streams.length) / (streams.length / tps)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measurePglite(note: Note): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ehr-bench-'))
  try {
    const origin = new PgliteClient(join(folder, 'origin'))
    const sessions = await found(origin, LOAD).finally(() => origin.close())
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const part of ['a', 'b']) await cp(join(folder, 'origin'), join(folder, part), { recursive: true })
      const streams: string[][] = []
      const handler = openHandler(recordingClient(new PgliteClient(join(folder, 'a'))))
      note('the handler on PGlite', await send(handler, sessions, LOAD, streams))
      await handler.close()
      note('bare PGlite, the same statements', await replayOnPglite(join(folder, 'b'), streams))
      for (const part of ['a', 'b']) await rm(join(folder, part), { recursive: true })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function replayOnPglite(directory: string, streams: readonly (readonly string[])[]): Promise<number> {
  const database = await PGlite.create(directory)
  const begun = performance.now()
  for (const statement of streams.flat()) await database.query(statement)
  const rate = (LOAD.learners * LOAD.batches * streams.length) / ((performance.now() - begun) / 1_000)
  await database.close()
  return rate
}
