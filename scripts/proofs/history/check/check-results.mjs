import { keyOf } from './keys.mjs'

/** Acknowledged ⊆ stored ⊆ attempted, for results of quizzes and assessments. */
export function checkResults({ calls, stored }) {
  const asked = calls.filter(({ kind }) => kind === 'result')
  const toKey = (tenant, { of, id, learner, result_id: result, passed }) =>
    keyOf(tenant, of, id, learner, result, passed)
  const wanted = new Set(asked.map(({ tenant, input }) => toKey(tenant, input)))
  const kept = new Set(stored.results.map((row) => toKey(row.tenant_id, { ...row, learner: row.learner_id })))
  const lost = asked.filter(({ tenant, outcome, input }) => outcome === 'ok' && !kept.has(toKey(tenant, input)))
  return [
    ...lost.map(({ input }) => ({ kind: 'result-lost', message: `${input.result_id} was acknowledged` })),
    ...[...kept].filter((key) => !wanted.has(key)).map((key) => ({ kind: 'result-invented', message: key })),
  ]
}
