import { groupBy, keyOf, showsProgress } from './keys.mjs'
import { MillisecondSet, toMilliseconds } from './millisecond-set.mjs'

/**
 * What somebody was shown does not go back: a call that begins after another one has returned shows at least what that one
 * showed, except for a verdict that somebody may have revoked by then.
 */
export function checkObservations({ calls }) {
  const revocations = calls.filter(({ kind, input }) => kind === 'verdict' && !input.completed)
  const violations = []
  for (const [key, list] of groupBy(observationsOf(calls), ({ key }) => key)) {
    const byReturn = list.toSorted((a, b) => a.returned - b.returned)
    const shown = new MillisecondSet()
    let completedAt = Infinity
    let next = 0
    for (const one of list) {
      for (; next < byReturn.length && byReturn[next].returned < one.invoked; next += 1) {
        const before = byReturn[next]
        for (const [from, to] of before.watched) shown.add(from, to)
        if (before.completed) completedAt = Math.min(completedAt, before.returned)
      }
      const lost = shown.countMissingIn(MillisecondSet.of(one.watched))
      if (lost > 0) violations.push({ kind: 'watched-went-back', message: `${key}: ${lost} ms in call ${one.call}` })
      if (completedAt < one.invoked && !one.completed && !revocations.some((call) => mayRevoke(call, one))) {
        violations.push({ kind: 'verdict-went-back', message: `${key}: not completed any more in call ${one.call}` })
      }
    }
  }
  return violations
}

function observationsOf(calls) {
  return calls.filter(showsProgress).flatMap(({ id, tenant, learner, invoked, returned, answer }) => {
    const toObservation =
      (of, watched) =>
      ([subject, progress]) => ({
        key: keyOf(tenant, learner, of, subject, progress.attempt),
        ...{ call: id, tenant, learner, of, subject, invoked, returned, completed: progress.completed },
        watched: watched(progress),
      })
    return [
      ...Object.entries(answer.progress ?? {}).map(
        toObservation('lesson', ({ watched_segments: parts }) => toMilliseconds(parts)),
      ),
      ...Object.entries(answer.courses ?? {}).map(toObservation('course', () => [])),
    ]
  })
}

/** Whether a revocation was under way or done when something was seen. One that was refused changed nothing. */
function mayRevoke({ tenant, outcome, invoked, input }, seen) {
  return (
    outcome !== 'refused' &&
    tenant === seen.tenant &&
    input.learner === seen.learner &&
    input.of === seen.of &&
    input.id === seen.subject &&
    invoked < seen.returned
  )
}
