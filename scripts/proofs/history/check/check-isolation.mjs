/** Nobody is shown a row that is somebody else's: not by a call, and not by the database under their claims. */
export function checkIsolation({ calls, probes, stored }) {
  const violations = []
  const owners = new Map(stored.sessions.map((row) => [row.session_id, row]))
  for (const call of calls) {
    if (call.kind === 'trespass' && call.outcome === 'ok') {
      violations.push({
        kind: 'trespass',
        message: `${call.learner} of ${call.tenant} was answered ${call.input.path}`,
      })
    }
    if (call.learner === null || call.text === undefined) continue
    for (const [id] of call.text.matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)) {
      const owner = owners.get(id)
      // Whoever names a session is answered by that name, whosever it is.
      const isOwn = owner?.tenant_id === call.tenant && owner.learner_id === call.learner
      if (owner && !isOwn && !JSON.stringify(call.input).includes(id)) {
        violations.push({
          kind: 'foreign-session',
          message: `${call.learner} was shown a session of ${owner.learner_id}`,
        })
      }
    }
    for (const [, tenant] of call.text.matchAll(/\bof-(tenant-\w+)/g)) {
      if (tenant !== call.tenant) {
        violations.push({ kind: 'foreign-tenant', message: `${call.learner} of ${call.tenant} was shown ${tenant}` })
      }
    }
  }
  for (const { tenant, learner, table, foreign } of probes) {
    if (foreign === 0) continue
    const message = `${learner} of ${tenant} read ${foreign} rows of others in ${table}`
    violations.push({ kind: 'foreign-row', message })
  }
  return violations
}
