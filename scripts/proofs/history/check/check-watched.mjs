import { keyOf, showsProgress } from './keys.mjs'
import { MillisecondSet, toMilliseconds } from './millisecond-set.mjs'

/**
 * Acknowledged ⊆ stored ⊆ attempted, in watched milliseconds by learner, lesson and attempt, and in single pieces of evidence;
 * and what an honest learner had acknowledged is credited whole.
 */
export function checkWatched({ calls, stored, learners }) {
  const violations = []
  const reports = calls.filter(({ kind }) => kind === 'report')
  const sessions = new Map(stored.sessions.map((session) => [session.session_id, session]))
  const attempted = new Map()
  const acknowledged = new Map()
  const setOf = (sets, key) => sets.get(key) ?? sets.set(key, new MillisecondSet()).get(key)

  const sent = new Map()
  for (const { tenant, learner, input } of reports) {
    for (const { session_id: sessionId, watched_segments: segments } of input.reports) {
      const session = sessions.get(sessionId)
      for (const segment of segments) {
        sent.set(keyOf(tenant, learner, sessionId, segment.n), segment)
        if (!session) continue
        const [[from, to]] = toMilliseconds([[segment.from, segment.to]])
        setOf(attempted, keyOf(tenant, learner, session.lesson_id, session.attempt)).add(from, to)
      }
    }
  }

  for (const { tenant, learner, answer } of calls.filter(showsProgress)) {
    for (const [lessonId, progress] of Object.entries(answer.progress ?? {})) {
      const key = keyOf(tenant, learner, lessonId, progress.attempt)
      for (const [from, to] of toMilliseconds(progress.watched_segments)) setOf(acknowledged, key).add(from, to)
    }
  }

  const kept = new Map()
  for (const { tenant_id: tenant, learner_id: learner, lesson_id: lesson, attempt, watched } of stored.progress) {
    for (const [from, to] of watched) setOf(kept, keyOf(tenant, learner, lesson, attempt)).add(from, to)
  }

  for (const [key, set] of acknowledged) {
    const lost = set.countMissingIn(setOf(kept, key))
    if (lost > 0) violations.push({ kind: 'acknowledged-lost', message: `${key}: ${lost} ms were shown and are gone` })
  }
  for (const [key, set] of kept) {
    const invented = set.countMissingIn(setOf(attempted, key))
    if (invented > 0) violations.push({ kind: 'stored-invented', message: `${key}: ${invented} ms were never sent` })
  }
  const honest = new Set(learners.filter((one) => one.honest).map(({ tenant, learner }) => keyOf(tenant, learner)))
  for (const [key, set] of attempted) {
    const [tenant, learner] = JSON.parse(key)
    const lost = honest.has(keyOf(tenant, learner)) ? set.countMissingIn(setOf(kept, key)) : 0
    if (lost > 0) violations.push({ kind: 'credit-lost', message: `${key}: ${lost} ms were played and not credited` })
  }
  return [...violations, ...checkEvidence(reports, stored.evidence, sent), ...checkSessions(calls, sessions)]
}

/** What an answer says is judged, is kept as it was sent; and nothing else is. */
function checkEvidence(reports, evidence, sent) {
  const violations = []
  const kept = new Map(evidence.map((row) => [keyOf(row.tenant_id, row.learner_id, row.session_id, row.n), row]))
  for (const { tenant, learner, outcome, answer } of reports) {
    for (const { session_id: sessionId, through = 0 } of outcome === 'ok' ? answer.results : []) {
      for (let n = 1; n <= through; n += 1) {
        const key = keyOf(tenant, learner, sessionId, n)
        if (sent.has(key) && !kept.has(key)) {
          violations.push({ kind: 'evidence-lost', message: `${key} was acknowledged and is not kept` })
        }
      }
    }
  }
  for (const [key, row] of kept) {
    const segment = sent.get(key)
    const isSame =
      segment && Math.round(segment.from * 1000) === row.media_from && Math.round(segment.to * 1000) === row.media_to
    if (!isSame) violations.push({ kind: 'evidence-invented', message: `${key} is kept and was not sent so` })
  }
  return violations
}

/** A session that was granted is there, as whose it was granted. */
function checkSessions(calls, sessions) {
  const violations = []
  for (const { kind, outcome, tenant, learner, input, answer } of calls) {
    if (kind !== 'grant' || outcome !== 'ok') continue
    const session = sessions.get(answer.session_id)
    const isRight =
      session?.tenant_id === tenant &&
      session.learner_id === learner &&
      session.lesson_id === input.lesson_id &&
      session.attempt === answer.attempt
    if (!isRight) {
      violations.push({ kind: 'session-lost', message: `${answer.session_id} was granted to ${learner} of ${tenant}` })
    }
  }
  return violations
}
