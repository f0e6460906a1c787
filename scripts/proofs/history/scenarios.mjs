import { rmSync } from 'node:fs'
import { eventually, pause } from '../faults/ground.mjs'
import { Caller, Recorder } from './caller.mjs'
import { canonical } from './check/check-events.mjs'
import { pathOf } from './paths.mjs'
import { Random } from './random.mjs'
import { countOpen, passTime, readAudit } from './rows.mjs'
import { found, LEARNERS } from './school.mjs'
import { FaultProxy } from './services/fault-proxy.mjs'
import { Stage } from './stage.mjs'

const SCHEMA = 'ehr_lessons'
const [TENANT, ADA] = [LEARNERS[0].tenant, LEARNERS[0].learner]
const PATIENCE_MS = 60_000
/** How long a process must stay silent about what another one holds. */
const SILENCE_MS = 3_000
/** How long an event may take beside an endpoint that hangs, with so many events waiting for that. */
const SOON_MS = 2_000
const WAITING = 10_000
const MEASURED = 10

/**
 * Scenarios of delivery with processes that are really killed and frozen. Answers `{ name, isGood, text }` for each.
 */
export async function proveScenarios(given) {
  const results = []
  for (const [name, options, play] of [
    ['killed after the commit, before sending', { handlers: 3, idle: [0], receiver: WELL }, playKilledBeforeSending],
    ['killed after the receiver’s answer', { handlers: 2, receiver: LATE }, playKilledAfterAnswer],
    ['frozen while it sends', { handlers: 2, receiver: LATE }, playFrozen],
    ['beside an endpoint that hangs', { handlers: 3, idle: [0], targets: ['hangs', 'works'], ...HANGING }, playHanging],
  ]) {
    const scene = await Scene.open({ ...given, ...options })
    try {
      results.push({ name, ...(await play(scene)) })
    } finally {
      await scene.close()
    }
  }
  return results
}

const WELL = { modes: { certificates: { well: 1 } } }
const LATE = { modes: { certificates: { late: 1 } }, late: [400, 600] }
const HANGING = { receiver: { modes: { hangs: { silent: 1 }, works: { well: 1 } } } }

/** A stage with a school on it, of which single servers are started. */
class Scene {
  #count = 0

  static async open({ seed, folder, template, ...options }) {
    const scene = new Scene()
    const settings = { store: 'postgres', limits: 'memory', seed, worksEvery: 0, ...options }
    scene.stage = await Stage.open(`${folder}/scenario`, template, settings)
    scene.proxy = await new FaultProxy(scene.stage.ports).open()
    const network = { recorder: new Recorder(), port: scene.proxy.port, servers: 1, isCalm: () => true }
    scene.caller = new Caller(network, new Random(seed))
    const [first] = scene.handlers
    await first.start()
    await scene.caller.untilHealthy(PATIENCE_MS)
    await found((...call) => scene.call(...call))
    return scene
  }

  get handlers() {
    return this.stage.handlers
  }

  ask = (text, values) => this.stage.postgres.ask(text, values)

  call(tenantId, method, path, body) {
    const as = { tenantId, learnerId: 'admin', roles: ['admin'] }
    return this.caller.call({ kind: 'call', as, method, path, body, input: {} })
  }

  /** Turns a verdict over; answers its event as it is in the log. */
  async decide() {
    this.#count += 1
    const body = { completed: this.#count % 2 === 1, reason: `scenario ${this.#count}` }
    const { outcome, text } = await this.call(TENANT, 'PUT', pathOf`/v1/lessons/l1/verdicts/${ADA}`, body)
    const decidedAt = Date.now()
    if (outcome !== 'ok') throw new Error(`The verdict was answered ${text}`)
    const [event] = await this.ask(
      `select l.event_id::text as id, l.subject, l.revision::float8 as revision, l.body from ${SCHEMA}.verdict_acts a
       join ${SCHEMA}.event_log l on l.tenant_id = a.tenant_id and l.event_id = a.act_id where a.reason = $1`,
      [body.reason],
    )
    return { ...event, decidedAt }
  }

  arrivals({ id }, target) {
    return this.stage.arrivals().filter((one) => one.id === id && (!target || one.target === target))
  }

  /** Waits for the first arrival of an event. */
  arrival(event, target) {
    return demand(() => this.arrivals(event, target).at(0), 'the event to arrive')
  }

  async delivery({ subject, revision }) {
    const [row] = await this.ask(
      `select state, attempts from ${SCHEMA}.event_deliveries where tenant_id = $1 and subject = $2 and revision = $3`,
      [TENANT, subject, revision],
    )
    return row
  }

  /** Waits until nothing waits to be sent. */
  settled() {
    return demand(async () => (await countOpen(this.ask)).deliveries === 0, 'everything to be delivered')
  }

  async close() {
    this.proxy.close()
    await this.stage.close()
    rmSync(this.stage.folder, { recursive: true, force: true })
  }
}

async function demand(look, what) {
  const seen = await eventually(look, PATIENCE_MS, 5)
  if (!seen) throw new Error(`Waited too long for ${what}.`)
  return seen
}

const isSame = (copies, event) => copies.every(({ body, signed }) => signed && body === canonical(event.body))

/** It never sends; two others do, once. */
async function playKilledBeforeSending(scene) {
  const [first, ...others] = scene.handlers
  const event = await scene.decide()
  await first.kill()
  const before = scene.arrivals(event).length
  await Promise.all(others.map((handler) => handler.start()))
  await scene.settled()
  const copies = scene.arrivals(event)
  const well = copies.filter(({ status }) => status === 204).length
  const [{ rows }] = await scene.ask(`select count(*)::int4 as rows from ${SCHEMA}.event_log where event_id = $1`, [
    event.id,
  ])
  const isGood = before === 0 && well === 1 && rows === 1 && isSame(copies, event)
  return { isGood, text: `sent ${before} times before, answered well ${well} times after; ${rows} row in the log` }
}

/** The answer reaches the machine, and never the process; another one sends the event again when the lease is over. */
async function playKilledAfterAnswer(scene) {
  const [first, second] = scene.handlers
  await scene.settled()
  const event = await freezeWhileSending(scene, first)
  await pause(LATE.late[1] + SILENCE_MS)
  await first.kill()
  await second.start()
  await pause(SILENCE_MS)
  const held = scene.arrivals(event).length
  await passTime(scene.ask)
  await scene.settled()
  const copies = scene.arrivals(event)
  const { state, attempts } = await scene.delivery(event)
  const isGood = held === 1 && copies.length === 2 && isSame(copies, event) && state === 'delivered' && attempts === 1
  return {
    isGood,
    text: `sent ${held} time while the lease held, ${copies.length} in all with the same bytes; ${state}`,
  }
}

/** Another one takes the lease and sends; what the frozen one writes when it thaws changes nothing. */
async function playFrozen(scene) {
  const [first, second] = scene.handlers
  await scene.settled()
  const event = await freezeWhileSending(scene, first)
  await second.start()
  await passTime(scene.ask)
  await scene.settled()
  const before = JSON.stringify(await scene.delivery(event))
  first.thaw()
  // It works again, and has had the time to write what it wanted to.
  await scene.call(TENANT, 'GET', '/v1/courses')
  await pause(SILENCE_MS)
  const after = JSON.stringify(await scene.delivery(event))
  const copies = scene.arrivals(event)
  const ends = (await readAudit(scene.ask)).filter(
    ({ what, key, after: now, before: was }) =>
      what === 'delivery' && key.endsWith(`${event.subject} ${event.revision}`) && now.state !== was.state,
  )
  const isGood = copies.length === 2 && isSame(copies, event) && ends.length === 1 && before === after
  return { isGood, text: `sent ${copies.length} times with the same bytes, ended ${ends.length} time; ${after}` }
}

/** Freezes a process between the arrival of an event and the answer to it. On a busy machine that takes several events. */
async function freezeWhileSending(scene, handler) {
  for (;;) {
    const event = await scene.decide()
    await scene.arrival(event)
    handler.freeze()
    if ((await scene.delivery(event)).state === 'pending') return event
    handler.thaw()
  }
}

/** Two processes send; one endpoint never answers and has thousands of events waiting. */
async function playHanging(scene) {
  await scene.ask(
    `with happened as (
       select 'lesson/l9/learner/l' || n || '/1' as subject, gen_random_uuid() as id, 'l' || n as learner
       from generate_series(1, ${WAITING}) n
     ), log as (
       insert into ${SCHEMA}.event_log (tenant_id, subject, revision, event_id, type, learner_id, occurred_at, body)
       select '${TENANT}', subject, 1, id, 'lesson.completed', learner, now(), jsonb_build_object('id', id) from happened
     )
     insert into ${SCHEMA}.event_deliveries (tenant_id, target, subject, revision, event_id, learner_id, due_at)
     select '${TENANT}', 'hangs', subject, 1, id, learner, now() from happened`,
  )
  await Promise.all(scene.handlers.slice(1).map((handler) => handler.start()))
  const leases = async () => {
    const [{ held }] = await scene.ask(
      `select count(*)::int4 as held from ${SCHEMA}.event_deliveries
       where tenant_id = $1 and target = 'hangs' and leased_until > clock_timestamp()`,
      [TENANT],
    )
    return held
  }
  await demand(async () => (await leases()) > 0, 'the endpoint that hangs to be tried')
  const took = []
  let most = 0
  for (let n = 0; n < MEASURED; n += 1) {
    const event = await scene.decide()
    // It may be there before the answer is.
    took.push(Math.max(0, (await scene.arrival(event, 'works')).at - event.decidedAt))
    most = Math.max(most, await leases())
  }
  const slowest = Math.max(...took)
  const isGood = slowest < SOON_MS && most <= 8
  return { isGood, text: `arrived after ${took.join(' ')} ms; at most ${most} leases of the one that hangs` }
}
