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
/** 200 batches a second, as 3,000 learners who watch send them: without a pace, an answer mostly waits for the others'. */
const PACED: Load = { ...LOAD, every: 100 }
/** What arrives when a course begins. */
const CROWD: Load = { atOnce: 100, learners: 1, batches: 16 }
const ROUNDS = 3

/**
 * Measures batches of reports a second through the whole handler, row-level security on: as it is, which commits together what
 * arrives together, and with each batch committed alone, beside the very statements of the latter, replayed on a copy of
 * the database: by pgbench on PostgreSQL (`EHR_TEST_POSTGRES`), by bare PGlite on PGlite.
 */
export async function run(): Promise<void> {
  const rates: Record<string, number[]> = {}
  const note = (name: string, value: number) => {
    console.log(`${name}: ${value.toFixed(0)}`)
    ;(rates[name] ??= []).push(value)
  }
  const address = process.env['EHR_TEST_POSTGRES']
  if (address === undefined) console.log('EHR_TEST_POSTGRES names no server: only PGlite is measured.')
  else await measurePostgres(address, note)
  await measurePglite(note)
  console.log(`\nMedian of ${ROUNDS.toString()} rounds; batches a second, unless it says otherwise:\n`)
  for (const [name, values] of Object.entries(rates)) console.log(`| ${name} | ${median(values).toFixed(0)} |`)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

type Note = (name: string, value: number) => void

async function measurePostgres(address: string, note: Note): Promise<void> {
  const name = `ehr_bench_${randomBytes(4).toString('hex')}`
  const admin = new pg.Pool({ connectionString: address, max: 1 })
  const open = (database: string, max = LOAD.atOnce) => {
    const url = new URL(address)
    url.pathname = `/${database}`
    const pool = new pg.Pool({ connectionString: url.href, max })
    return { client: new PostgresClient(pool, { ownsPool: true }), url: url.href }
  }
  /** On a copy of the database that is as it was before anything was sent. */
  const onCopy = async (origin: string, measure: (copy: string) => Promise<void>) => {
    await admin.query(`create database ${origin}_copy template ${origin}`)
    await measure(`${origin}_copy`)
    await admin.query(`drop database ${origin}_copy`)
  }
  const crowded = `${name}_crowd`
  try {
    await admin.query(`create database ${name}`)
    await admin.query(`create database ${crowded}`)
    const sessions = await foundIn(open(name).client, LOAD)
    const crowd = await foundIn(open(crowded).client, CROWD)
    for (let round = 0; round < ROUNDS; round += 1) {
      const streams: string[][] = []
      await onCopy(name, async (copy) => {
        const handler = openHandler(open(copy).client)
        const before = process.cpuUsage()
        const { rate, p99 } = await send(handler, sessions, LOAD)
        note('the handler on PostgreSQL, 20 clients', rate)
        note('… 99 of 100 answered within, ms', p99)
        reportCpu(before)
        await handler.close()
      })
      await onCopy(name, async (copy) => {
        const handler = openHandler(open(copy).client)
        const { rate, p99 } = await send(handler, sessions, PACED)
        note('20 clients that send at a pace', rate)
        note('… at that pace, 99 of 100 answered within, ms', p99)
        await handler.close()
      })
      await onCopy(name, async (copy) => {
        const handler = openHandler(recordingClient(open(copy).client), { alone: true })
        note('… each batch committed alone', (await send(handler, sessions, LOAD, streams)).rate)
        await handler.close()
      })
      await onCopy(name, async (copy) => {
        note('pgbench, the statements of the latter, 20 clients', await replayWithPgbench(open(copy).url, streams))
      })
      for (const alone of [false, true]) {
        await onCopy(crowded, async (copy) => {
          const handler = openHandler(open(copy, 20).client, { alone })
          const label = alone ? '… each batch committed alone, 100 clients' : 'the handler on PostgreSQL, 100 clients'
          note(label, (await send(handler, crowd, CROWD)).rate)
          await handler.close()
        })
      }
      note('pgbench, one row and a commit each, 20 clients', await measureCommits(open(name).url))
    }
  } finally {
    for (const origin of [name, crowded]) {
      for (const part of ['_copy', '']) await admin.query(`drop database if exists ${origin}${part} with (force)`)
    }
    await admin.end()
  }
}

async function foundIn(client: PostgresClient, load: Load): Promise<string[]> {
  return found(client, load).finally(() => client.close())
}

/** How many commits the disk takes: nothing that is durable can be faster, unless it commits together. */
async function measureCommits(url: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ehr-bench-'))
  try {
    const file = join(folder, 'commit.sql')
    await writeFile(file, 'insert into bench_commits values (:client_id);\n')
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query('create table if not exists bench_commits (id int)')
    await client.end()
    return await pgbench(['-c', '20', '-T', '3', '-f', file, url])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs pgbench and gives its transactions a second. */
async function pgbench(args: readonly string[]): Promise<number> {
  const { stdout } = await promisify(execFile)('pgbench', ['-n', '-M', 'simple', '-j', '2', ...args], {
    maxBuffer: 1e8,
  })
  const tps = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  if (!(tps > 0)) throw new Error(`Expected pgbench to print its rate, got ${stdout}`)
  return tps
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
    const tps = await pgbench(['-c', streams.length.toString(), '-t', '1', '-f', file, url])
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
      for (const part of ['a', 'b', 'c']) await cp(join(folder, 'origin'), join(folder, part), { recursive: true })
      const streams: string[][] = []
      const together = openHandler(new PgliteClient(join(folder, 'c')))
      note('the handler on PGlite, 20 clients', (await send(together, sessions, LOAD)).rate)
      await together.close()
      const alone = openHandler(recordingClient(new PgliteClient(join(folder, 'a'))), { alone: true })
      note('… each batch alone, on PGlite', (await send(alone, sessions, LOAD, streams)).rate)
      await alone.close()
      note('bare PGlite, the statements of the latter', await replayOnPglite(join(folder, 'b'), streams))
      for (const part of ['a', 'b', 'c']) await rm(join(folder, part), { recursive: true })
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
