import { rmSync } from 'node:fs'
import { eventually, pause, within } from '../faults/ground.mjs'
import { Admin } from './admin.mjs'
import { Breaker } from './break-things.mjs'
import { Caller, Recorder } from './caller.mjs'
import { checkHistory } from './check/check-history.mjs'
import { Device } from './device.mjs'
import { planFaults, PROFILES } from './profiles.mjs'
import { Random } from './random.mjs'
import { countOpen, orphanSessions, passTime, probeRows, readAudit, readStored } from './rows.mjs'
import { found, LEARNERS, TENANTS } from './school.mjs'
import { openEmbedded } from './services/embedded-ledger.mjs'
import { FaultProxy } from './services/fault-proxy.mjs'
import { Stage } from './stage.mjs'

/** How long what is unknown is sent again, and what is due is done, after the last fault. */
const DRAIN_MS = 90_000
/** How long an embedded database that was just opened may take until it sends something. */
const FIRST_MS = 10_000
/** Sessions that are left behind every second where jobs have work. */
const ORPHANS = 25

/**
 * One run: clients call while processes are killed, frozen and started again; then everything runs, what is unknown is sent
 * again, and the history is checked.
 *
 * Answers `{ violations, calls, unknown, faults, events, arrivals }`.
 */
export async function runHistory({ profile, seed, folder, template, length }) {
  const settings = PROFILES[profile]
  const random = new Random(seed)
  const plan = planFaults(settings, random.fork(), length)
  const stage = await Stage.open(folder, template, { ...settings, seed: random.between(0, 1e6) })
  const proxy = await new FaultProxy(stage.ports).open()
  const recorder = new Recorder()
  let isCalm = true
  const network = { recorder, port: proxy.port, servers: stage.handlers.length, isCalm: () => isCalm }
  try {
    await Promise.all(stage.handlers.map((handler) => handler.start()))
    await foundSchool(new Caller(network, random.fork()))
    const clients = [
      ...LEARNERS.flatMap((one) =>
        Array.from({ length: one.devices }, () => new Device(new Caller(network, random.fork()), random.fork(), one)),
      ),
      ...TENANTS.map((tenant) => new Admin(new Caller(network, random.fork()), random.fork(), tenant)),
    ]

    isCalm = false
    const breaker = new Breaker(stage)
    const isOver = () => breaker.isOver
    const feeding = settings.jobs ? leaveSessions(stage, isOver) : undefined
    await Promise.all([...clients.map((client) => client.run(isOver)), breaker.run(plan), feeding])

    isCalm = true
    await proxy.idle()
    await restart(stage)
    const deadline = performance.now() + DRAIN_MS
    const isLate = () => performance.now() > deadline
    const flushed = await Promise.all(clients.map((client) => client.flush(isLate)))
    const { stored, leases, probes, open } = await (stage.postgres ? drain : drainEmbedded)(stage, isLate)

    const arrivals = stage.arrivals()
    const history = { calls: recorder.calls, stored, arrivals, leases, probes, learners: LEARNERS }
    const violations = checkHistory(history)
    for (const { name, crashes } of [...stage.handlers, stage.receiver]) {
      for (const said of crashes) violations.push({ kind: 'process-ended', message: `${name} by itself: ${said}` })
    }
    if (flushed.includes(false)) violations.push({ kind: 'not-acknowledged', message: 'Not everything was in time.' })
    if (sum(open) > 0) violations.push({ kind: 'not-drained', message: JSON.stringify(open) })
    return {
      violations,
      calls: recorder.calls.length,
      unknown: recorder.calls.filter(({ outcome }) => outcome === 'unknown').length,
      ...{ faults: plan.length, events: stored.events.length, arrivals: arrivals.length, leases: leases.length },
      watched: sum(stored.progress.flatMap(({ watched }) => watched.map(([from, to]) => to - from))),
      acts: stored.acts.length,
    }
  } finally {
    proxy.close()
    await stage.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const sum = (numbers) => Object.values(numbers).reduce((total, number) => total + number, 0)

async function foundSchool(caller) {
  await caller.untilHealthy(DRAIN_MS)
  await within(
    found((tenant, method, path, body) => {
      const as = { tenantId: tenant, learnerId: `admin-${tenant}`, roles: ['admin'] }
      return caller.call({ kind: 'found', as, method, path, body, input: {} })
    }),
    DRAIN_MS,
    'founding the school',
  )
}

async function leaveSessions(stage, isOver) {
  while (!isOver()) {
    await orphanSessions((text) => stage.postgres.ask(text), ORPHANS)
    await pause(1_000)
  }
}

/** Ends everything at once and starts it again, as after a power failure. */
async function restart({ handlers, receiver, redis, postgres }) {
  await Promise.all([...handlers, receiver, redis].filter(Boolean).map((program) => program.kill()))
  if (postgres) {
    await postgres.crash()
    await postgres.start()
  }
  await Promise.all([redis, receiver].filter(Boolean).map((program) => program.start()))
  await Promise.all(handlers.map((handler) => handler.start()))
}

async function drain({ postgres, handlers }, isLate) {
  const ask = (text, values) => postgres.ask(text, values)
  let open = await countOpen(ask)
  while (sum(open) > 0 && !isLate()) {
    await passTime(ask)
    await pause(300)
    open = await countOpen(ask)
  }
  const probes = await probeRows(ask, LEARNERS)
  await Promise.all(handlers.map((handler) => handler.stop()))
  return { open, probes, leases: await readAudit(ask), stored: await readStored(ask) }
}

/** The embedded database belongs to its server, so it is looked at while that is stopped. */
async function drainEmbedded(stage, isLate) {
  const [handler] = stage.handlers
  for (;;) {
    await handler.stop()
    const { ask, close } = await openEmbedded(stage.embedded)
    try {
      const open = await countOpen(ask)
      if (sum(open) === 0 || isLate()) {
        return { open, probes: await probeRows(ask, LEARNERS), leases: [], stored: await readStored(ask) }
      }
      await passTime(ask)
    } finally {
      await close()
    }
    const before = stage.arrivals().length
    await handler.start()
    await eventually(() => isLate() || stage.arrivals().length > before, FIRST_MS)
    await quiet(stage, isLate)
  }
}

/** Waits until nothing has arrived for a while. */
async function quiet(stage, isLate) {
  for (let before = -1; before !== stage.arrivals().length && !isLate();) {
    before = stage.arrivals().length
    await pause(2_000)
  }
}
