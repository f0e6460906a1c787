import { groupBy, keyOf } from './keys.mjs'

/**
 * No job, delivery or session was in two hands.
 *
 * `leases`, in the order in which the database saw them: `{ what: 'job' | 'delivery' | 'session', key, at, before, after }`.
 * `before` and `after` are `{ holder, until, state }` of the row; `at` and `until` are milliseconds, `until` is `null` where
 * nothing is held.
 */
export function checkLeases({ leases }) {
  const violations = []
  for (const [name, changes] of groupBy(leases, ({ what, key }) => keyOf(what, key))) {
    let finished = 0
    for (const { what, at, before, after } of changes) {
      if (what === 'session') {
        if (before.state !== null) violations.push({ kind: 'closed-twice', message: `${name} was closed already` })
        continue
      }
      const isTaken = after.holder !== null && after.holder !== before.holder
      if (isTaken && before.holder !== null && before.until !== null && before.until > at) {
        const left = Math.round(before.until - at)
        violations.push({ kind: 'two-holders', message: `${name} was claimed while it was held for ${left} ms more` })
      }
      if (what === 'delivery' && after.state === 'delivered' && before.state !== 'delivered') finished += 1
    }
    if (finished > 1) violations.push({ kind: 'delivered-twice', message: `${name}: ${finished} times` })
  }
  return violations
}
