import { groupBy, keyOf, showsProgress } from './keys.mjs'

/**
 * A verdict is what its last act says; it is earned once at most, and it turns to “not completed” by an admin alone, who
 * asked for it. Acts and attempts that were acknowledged are there.
 */
export function checkVerdicts({ calls, stored }) {
  const violations = []
  const decisions = calls.filter(({ kind }) => kind === 'verdict')
  const wanted = new Set(decisions.map(({ tenant, input }) => decisionKey(tenant, input)))
  const acts = groupBy(stored.acts, actKey)
  for (const [key, list] of acts) {
    const earned = list.filter(({ kind }) => kind === 'earned')
    if (earned.length > 1) violations.push({ kind: 'earned-twice', message: `${key}: ${earned.length} acts` })
    for (const act of list) {
      if (act.kind !== 'earned' && !wanted.has(decisionKey(act.tenant_id, toDecision(act)))) {
        violations.push({ kind: 'act-invented', message: `${key}: ${act.kind} “${act.reason}” was asked by nobody` })
      }
      if (!act.completed && act.kind !== 'revoked') {
        violations.push({ kind: 'verdict-reverted', message: `${key}: not completed by an act of kind ${act.kind}` })
      }
    }
  }
  const current = new Map(stored.verdicts.map((verdict) => [actKey(verdict), verdict]))
  for (const key of new Set([...acts.keys(), ...current.keys()])) {
    const last = acts.get(key)?.at(-1)
    const verdict = current.get(key)
    if (verdict?.completed !== last?.completed || verdict?.kind !== last?.kind) {
      const text = `the last act says ${last?.kind}, the verdict ${verdict?.kind}`
      violations.push({ kind: 'verdict-differs', message: `${key}: ${text}` })
    }
  }
  const kept = new Set(stored.acts.map((act) => decisionKey(act.tenant_id, toDecision(act))))
  for (const { tenant, outcome, input } of decisions) {
    if (outcome === 'ok' && !kept.has(decisionKey(tenant, input))) {
      violations.push({ kind: 'act-lost', message: `“${input.reason}” was acknowledged and is not kept` })
    }
  }
  return [...violations, ...checkShown(calls, acts), ...checkAttempts(calls, stored.attempts)]
}

/** Who was shown a verdict has an act that gave it. */
function checkShown(calls, acts) {
  const violations = []
  for (const { id, tenant, learner, answer } of calls.filter(showsProgress)) {
    for (const [of, shown] of [
      ['lesson', answer.progress],
      ['course', answer.courses],
    ]) {
      for (const [subject, { attempt, completed }] of Object.entries(shown ?? {})) {
        const list = acts.get(keyOf(tenant, learner, of, subject, attempt)) ?? []
        if (completed && !list.some((act) => act.completed)) {
          const message = `${of} ${subject} of ${learner}, attempt ${attempt}: completed in call ${id}, and no act`
          violations.push({ kind: 'verdict-lost', message })
        }
      }
    }
  }
  return violations
}

/** An attempt that was acknowledged is there, and none that nobody asked for. */
function checkAttempts(calls, attempts) {
  const asked = calls.filter(({ kind }) => kind === 'attempt')
  const toKey = (tenant, { course, learner, attempt }) => keyOf(tenant, course, learner, attempt)
  const wanted = new Set(asked.map(({ tenant, input }) => toKey(tenant, input)))
  const kept = new Set(attempts.map((row) => keyOf(row.tenant_id, row.course_id, row.learner_id, row.attempt)))
  const lost = asked.filter(({ tenant, outcome, input }) => outcome === 'ok' && !kept.has(toKey(tenant, input)))
  return [
    ...lost.map(({ input }) => ({ kind: 'attempt-lost', message: `${input.learner}, attempt ${input.attempt}` })),
    ...[...kept].filter((key) => !wanted.has(key)).map((key) => ({ kind: 'attempt-invented', message: key })),
  ]
}

function actKey({ tenant_id: tenant, learner_id: learner, subject, subject_id: id, attempt }) {
  return keyOf(tenant, learner, subject, id, attempt)
}

function toDecision({ learner_id: learner, subject: of, subject_id: id, completed, reason }) {
  return { learner, of, id, completed, reason }
}

function decisionKey(tenant, { learner, of, id, completed, reason }) {
  return keyOf(tenant, learner, of, id, completed, reason)
}
