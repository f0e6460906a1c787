import { checkEvents } from './check-events.mjs'
import { checkIsolation } from './check-isolation.mjs'
import { checkLeases } from './check-leases.mjs'
import { checkObservations } from './check-observations.mjs'
import { checkResults } from './check-results.mjs'
import { checkVerdicts } from './check-verdicts.mjs'
import { checkWatched } from './check-watched.mjs'

/**
 * What is wrong with a history: a list of `{ kind, message }`, empty when nothing is. Pure.
 *
 * `history` holds
 * - `calls`, in the order in which they began: `{ id, invoked, returned, outcome, tenant, learner, kind, input, answer }`.
 *   `invoked` and `returned` count over all calls, so that one that returned before another one was invoked has the smaller
 *   number; `outcome` is `ok`, `refused` or `unknown` (then there is no answer);
 * - `stored`, the rows of the database at the end: `sessions evidence progress verdicts acts attempts results events heads`;
 * - `arrivals`, what the receiver of events got, in order: `{ tenant, id, body, status, signed }`;
 * - `leases`, what the database saw of claims, in order, where that was recorded;
 * - `probes`, what was read under the claims of one learner: `{ tenant, learner, table, foreign }`;
 * - `learners`: `{ tenant, learner, honest }`; what an honest one played is credited whole.
 */
export function checkHistory(history) {
  return [
    ...checkWatched(history),
    ...checkObservations(history),
    ...checkVerdicts(history),
    ...checkResults(history),
    ...checkEvents(history),
    ...checkLeases(history),
    ...checkIsolation(history),
  ]
}
