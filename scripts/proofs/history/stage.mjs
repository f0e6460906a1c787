import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { KEY } from '../faults/host.mjs'
import { freePort, load } from '../faults/ground.mjs'
import { installAudit } from './rows.mjs'
import { PostgresCluster } from './services/postgres-cluster.mjs'
import { Program } from './services/program.mjs'
import { createRedis } from './services/redis.mjs'
import { Relay } from './services/relay.mjs'
import { TENANTS } from './school.mjs'

const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
/** Runs are not about limits; what is, sets its own. */
const UNLIMITED = { grants: 10_000, renewals: 10_000, reports: 10_000, reads: 10_000 }
/** How often each server does what is due, in milliseconds, instead of once a minute. */
const WORKS_EVERY = 300

/** Makes a PostgreSQL with the product's tables and a login that owns nothing, whose folder is then copied. */
export async function createTemplate(folder) {
  const cluster = await PostgresCluster.create(folder)
  await cluster.start()
  const { createLessonHandler } = await load('@enhancedhr/server')
  const { postgresStore } = await load('@enhancedhr/server/postgres')
  const handler = createLessonHandler({
    mux: { signingKeys: [KEY] },
    store: postgresStore({ connectionString: cluster.url }),
    authenticate: () => null,
    background: false,
  })
  await handler.migrate()
  await handler.close()
  await cluster.ask('create role lessons login; grant ehr_ledger, ehr_manager, ehr_platform to lessons;')
  await installAudit((text) => cluster.ask(text))
  await cluster.stop()
  return folder
}

/**
 * The processes of one run: servers, their database, Redis, a receiver of events.
 *
 * `idle` are the numbers of servers that answer calls and do nothing else; `targets` the endpoints of each customer; `receiver`
 * is how that behaves.
 */
export class Stage {
  handlers = []
  postgres = null
  redis = null
  relay = null

  constructor(folder) {
    this.folder = folder
    this.file = join(folder, 'arrivals.jsonl')
    this.embedded = join(folder, 'pglite')
  }

  static async open(folder, template, { handlers, store, limits, seed, ...more }) {
    const stage = new Stage(folder)
    mkdirSync(folder, { recursive: true })
    if (store === 'postgres') {
      stage.postgres = await PostgresCluster.create(join(folder, 'postgres'), template)
      await stage.postgres.start()
      stage.relay = await new Relay(stage.postgres.port).open()
    }
    if (limits === 'redis') {
      stage.redis = await createRedis(folder)
      await stage.redis.start()
    }
    await stage.#startReceiver(seed, more.receiver)
    for (let index = 0; index < handlers; index += 1) stage.handlers.push(await stage.#createHandler(limits, more))
    return stage
  }

  get ports() {
    return this.handlers.map(({ port }) => port)
  }

  /** What the receiver has written down, in order. */
  arrivals() {
    if (!existsSync(this.file)) return []
    // A receiver that was killed while it wrote leaves half a line, and never answered.
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .flatMap((line) => (line.endsWith('}') ? [JSON.parse(line)] : []))
  }

  async close() {
    const programs = [...this.handlers, this.receiver, this.redis].filter(Boolean)
    await Promise.all(programs.map((program) => program.kill()))
    await this.postgres?.kill()
    this.relay?.close()
  }

  async #startReceiver(seed, receiver) {
    const port = await freePort()
    const config = { port, file: this.file, seed, secret: SECRET, ...receiver }
    this.receiver = Object.assign(child('receiver', 'receiver-process.mjs', config), { port })
    await this.receiver.start()
  }

  async #createHandler(limits, more) {
    const { rateLimit = UNLIMITED, targets = ['certificates'], worksEvery = WORKS_EVERY, idle = [] } = more
    const port = await freePort()
    const background = !idle.includes(this.handlers.length)
    const endpoints = TENANTS.flatMap((tenantId) =>
      targets.map((id) => ({
        ...{ id, tenantId, secret: SECRET },
        url: `http://127.0.0.1:${this.receiver.port}/${tenantId}/${id}`,
      })),
    )
    const config = {
      ...{ port, key: KEY, background, events: { endpoints, allowPrivate: true } },
      worksEvery: background ? worksEvery : 0,
      ...(this.relay
        ? { postgres: `postgres://lessons@127.0.0.1:${this.relay.port}/postgres` }
        : { pglite: this.embedded }),
      ...(limits === 'redis' && { redis: this.redis.port }),
      rateLimit: { ...rateLimit, ...(limits === 'database' && { database: true }) },
    }
    return Object.assign(child(`handler ${this.handlers.length}`, 'handler-process.mjs', config), { port })
  }
}

function child(name, file, config) {
  const path = fileURLToPath(new URL(file, import.meta.url))
  return new Program(name, [process.execPath, path], {
    env: { ...process.env, EHR_HISTORY: JSON.stringify(config) },
  })
}
