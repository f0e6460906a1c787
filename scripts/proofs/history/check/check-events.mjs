import { groupBy, keyOf, subjectOf } from './keys.mjs'

/**
 * One event for each act that turns a verdict over, and no other; revisions from 1 without gaps; every event was received, with
 * the same bytes each time, after all earlier revisions of its subject were answered.
 */
export function checkEvents({ stored, arrivals }) {
  return [...checkTurns(stored), ...checkRevisions(stored), ...checkArrivals(stored.events, arrivals)]
}

function checkTurns({ acts, events }) {
  const violations = []
  const verdicts = new Map()
  for (const event of events.filter(({ type }) => /^(lesson|course)\.(completed|revoked)$/.test(type))) {
    const key = keyOf(event.tenant_id, event.event_id)
    if (verdicts.has(key)) violations.push({ kind: 'event-twice', message: `${key} is in the log twice` })
    verdicts.set(key, event)
  }
  const lists = groupBy(acts, (act) => keyOf(act.tenant_id, subjectOfAct(act)))
  for (const [subject, list] of lists) {
    let completed = false
    let revision = 0
    for (const act of list) {
      if (act.completed === completed) continue
      completed = act.completed
      revision += 1
      const key = keyOf(act.tenant_id, act.act_id)
      const event = verdicts.get(key)
      verdicts.delete(key)
      const type = `${act.subject}.${completed ? 'completed' : 'revoked'}`
      if (!event) violations.push({ kind: 'event-missing', message: `${subject}: ${type}, revision ${revision}` })
      else if (event.type !== type || event.revision !== revision || event.subject !== subjectOfAct(act)) {
        const text = `${type} ${revision} is written as ${event.type} ${event.revision} of ${event.subject}`
        violations.push({ kind: 'event-differs', message: `${subject}: ${text}` })
      }
    }
  }
  for (const { subject, revision } of verdicts.values()) {
    violations.push({ kind: 'event-invented', message: `${subject}, revision ${revision}: no act turned it over` })
  }
  return violations
}

function checkRevisions({ events, heads }) {
  const violations = []
  const head = new Map(heads.map((row) => [keyOf(row.tenant_id, row.subject), row.revision]))
  for (const [subject, list] of groupBy(events, (event) => keyOf(event.tenant_id, event.subject))) {
    const revisions = list.map(({ revision }) => revision).sort((a, b) => a - b)
    if (revisions.some((revision, index) => revision !== index + 1)) {
      violations.push({ kind: 'revision-gap', message: `${subject}: ${revisions.join(' ')}` })
    }
    if (head.get(subject) !== revisions.at(-1)) {
      violations.push({ kind: 'revision-head', message: `${subject}: ${revisions.at(-1)} and ${head.get(subject)}` })
    }
  }
  return violations
}

function checkArrivals(events, arrivals) {
  const violations = []
  const arrived = groupBy(arrivals, ({ tenant, id }) => keyOf(tenant, id))
  const known = new Map(events.map((event) => [keyOf(event.tenant_id, event.event_id), event]))
  for (const [key, event] of known) {
    const copies = arrived.get(key)
    if (!copies) {
      violations.push({ kind: 'never-received', message: `${event.subject}, revision ${event.revision}` })
      continue
    }
    const text = canonical(event.body)
    if (copies.some(({ body }) => body !== text)) {
      violations.push({ kind: 'bytes-differ', message: `${event.subject}, revision ${event.revision}` })
    }
    if (copies.some(({ signed }) => !signed)) violations.push({ kind: 'unsigned', message: key })
  }
  for (const key of arrived.keys()) {
    if (!known.has(key)) violations.push({ kind: 'received-unknown', message: key })
  }
  const answered = new Map()
  for (const { tenant, id, status } of arrivals) {
    const event = known.get(keyOf(tenant, id))
    if (!event) continue
    const subject = keyOf(tenant, event.subject)
    const done = answered.get(subject) ?? answered.set(subject, new Set()).get(subject)
    for (let revision = 1; revision < event.revision; revision += 1) {
      if (done.has(revision)) continue
      const text = `revision ${event.revision} before ${revision} was answered`
      violations.push({ kind: 'out-of-order', message: `${subject}: ${text}` })
    }
    if (status >= 200 && status < 300) done.add(event.revision)
  }
  return violations
}

function subjectOfAct({ subject: of, subject_id: id, learner_id: learner, attempt }) {
  return subjectOf({ of, id, learner, attempt })
}

/** JSON with sorted names and no spaces. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}
