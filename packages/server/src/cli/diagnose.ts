import { HANDLER_ROLES } from '../storage/migrations/roles.js'

/** What the doctor saw of a database. Absent: it could not be asked. */
export interface Facts {
  /** How the first connection ended, as a code; `null`: it answers. */
  readonly unreachable: string | null
  /** Whether the settings of timeouts were refused when connecting. */
  readonly refusesTimeout: boolean
  readonly database?: DatabaseFacts
}

export interface DatabaseFacts {
  readonly kind: 'pglite' | 'postgres'
  /** `server_version_num`, for example 150018. */
  readonly version: number
  /** Whether ranges of ranges work, which PostgreSQL has since 14 and its lookalikes often not. */
  readonly multiranges: boolean
  readonly encoding: string
  readonly readOnly: boolean
  readonly isolation: string
  /** Milliseconds that apply; 0: none. */
  readonly statementTimeout: number
  readonly durable: boolean
  /** Whether two statements of a transaction are one transaction. */
  readonly transactionsHold: boolean
  /** Whether another connection was given the same server process meanwhile. */
  readonly pooled: boolean
  readonly encrypted: boolean
  /** Milliseconds that its clock is ahead of this machine's. */
  readonly clockAhead: number
  /** Connections that may still be opened. */
  readonly connectionsLeft: number
  readonly login: { readonly name: string; readonly superuser: boolean; readonly bypassesRowSecurity: boolean }
  readonly schema: { readonly name: string; readonly exists: boolean; readonly mayCreate: boolean }
  /** Roles that the schema names and the login cannot take. */
  readonly rolesOutOfReach: readonly string[]
  /** What the check of the version says, or `null` when it is right. */
  readonly versionComplaint: string | null
}

export interface Finding {
  readonly level: 'ok' | 'note' | 'warning' | 'error'
  readonly what: string
  /** How to fix it. */
  readonly fix?: string
}

const OLDEST = 150_000
const CONNECTIONS = 10
const MAX_SKEW_MS = 5_000

/** Says what of a database would get in the handler's way, the worst first, and how to fix it. */
export function diagnose({ unreachable, refusesTimeout, database }: Facts): readonly Finding[] {
  if (unreachable !== null) {
    return [
      {
        level: 'error',
        what: `The database does not answer (${unreachable}).`,
        fix: 'Look at DATABASE_URL: host, port, user, password, `sslmode`. Managed offerings often ask for TLS and for a listed address.',
      },
    ]
  }
  const findings = [
    ...(refusesTimeout ? [REFUSES_TIMEOUT] : []),
    ...(database ? [...ofServer(database), ...ofPooler(database, refusesTimeout), ...ofRights(database)] : []),
  ]
  const order = ['error', 'warning', 'note']
  findings.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
  return findings.length > 0 ? findings : [{ level: 'ok', what: 'Nothing of this database gets in the way.' }]
}

const REFUSES_TIMEOUT: Finding = {
  level: 'error',
  what: 'The pooler refuses the settings `statement_timeout` and `idle_in_transaction_session_timeout` when connecting.',
  fix: "Give `postgresStore({ statementTimeout: 0 })`, and set both once on the login instead: `alter role … set statement_timeout = '10s'`, `alter role … set idle_in_transaction_session_timeout = '10s'`. PgBouncer can also be given `ignore_startup_parameters = statement_timeout,idle_in_transaction_session_timeout`.",
}

function ofServer(facts: DatabaseFacts): Finding[] {
  const found: Finding[] = []
  if (facts.version < OLDEST || !facts.multiranges) {
    const what = facts.multiranges
      ? `PostgreSQL ${Math.floor(facts.version / 10_000).toString()} is too old.`
      : 'This database has no multiranges, which the ledger is kept in.'
    found.push({
      level: 'error',
      what,
      fix: 'Use PostgreSQL 15 or newer. CockroachDB, and others that only speak its language, will not do.',
    })
  }
  if (facts.encoding !== 'UTF8') {
    found.push({
      level: 'error',
      what: `The database is encoded in ${facts.encoding}.`,
      fix: 'Make one with `encoding UTF8`: titles and ids are in any script.',
    })
  }
  if (facts.readOnly) {
    found.push({
      level: 'error',
      what: 'This is a standby, or a login that may only read.',
      fix: 'Point DATABASE_URL at the primary.',
    })
  }
  if (facts.isolation !== 'read committed') {
    found.push({
      level: 'warning',
      what: `Transactions are ${facts.isolation} by default: reports of one learner at the same time would fail and be sent again.`,
      fix: "`alter role … set default_transaction_isolation = 'read committed'`.",
    })
  }
  if (!facts.durable) {
    found.push({
      level: 'warning',
      what: '`fsync` or `synchronous_commit` is off: seconds that were acknowledged can be lost when the server crashes.',
      fix: 'Turn them on, at least for this login.',
    })
  }
  if (Math.abs(facts.clockAhead) > MAX_SKEW_MS) {
    found.push({
      level: 'warning',
      what: `The clocks of the database and this machine differ by ${Math.round(Math.abs(facts.clockAhead) / 1000).toString()} s.`,
      fix: 'Let both follow a time server: tokens end by the one, watching is measured by the other.',
    })
  }
  if (facts.kind === 'postgres' && !facts.encrypted) {
    found.push({
      level: 'note',
      what: 'The connection is not encrypted.',
      fix: 'Add `sslmode=verify-full` to DATABASE_URL, unless the network is yours alone.',
    })
  }
  return found
}

function ofPooler(facts: DatabaseFacts, refusesTimeout: boolean): Finding[] {
  if (facts.kind === 'pglite') return []
  const found: Finding[] = []
  if (!facts.transactionsHold) {
    found.push({
      level: 'error',
      what: 'A transaction does not hold together: the pooler deals out single statements.',
      fix: 'Set its mode to `transaction` or `session`, or use its port for that (Supabase: 6543 or 5432).',
    })
  } else if (facts.pooled) {
    found.push({
      level: 'note',
      what: 'A pooler in transaction mode stands between. That works: statements have no names, and nothing is kept in a session.',
      fix: 'Run `migrate` past it if it cuts long transactions short.',
    })
  }
  if (facts.statementTimeout === 0 && !refusesTimeout) {
    found.push({
      level: 'warning',
      what: 'No `statement_timeout` applies, although one was asked for.',
      fix: "`alter role … set statement_timeout = '10s'`: a statement that hangs holds its learner's lock.",
    })
  }
  if (facts.connectionsLeft < CONNECTIONS) {
    found.push({
      level: 'warning',
      what: `Only ${facts.connectionsLeft.toString()} more connections may be opened; a handler takes up to ${CONNECTIONS.toString()}.`,
      fix: "Lower `maxConnections`, raise the server's, or put a pooler between.",
    })
  }
  return found
}

function ofRights(facts: DatabaseFacts): Finding[] {
  const { login, schema, rolesOutOfReach, versionComplaint } = facts
  const found: Finding[] = []
  if (facts.kind === 'postgres' && (login.superuser || login.bypassesRowSecurity)) {
    const power = login.superuser ? 'is a superuser' : 'bypasses row-level security'
    found.push({
      level: 'warning',
      what: `The login "${login.name}" ${power}, so no policy holds for it.`,
      fix: `Migrate with it, and let the handler log in as one that owns nothing: \`create role lessons login password '…'; grant ${HANDLER_ROLES.join(', ')} to lessons;\``,
    })
  }
  if (!schema.mayCreate && versionComplaint !== null) {
    const fix = schema.exists
      ? `\`grant create, usage on schema ${schema.name} to "${login.name}"\``
      : `\`create schema ${schema.name} authorization "${login.name}"\``
    found.push({
      level: 'error',
      what: `The login "${login.name}" may not make the tables.`,
      fix: `${fix}, or run what \`ehr-lessons migrate --print\` prints as one that may.`,
    })
  }
  if (rolesOutOfReach.length > 0) {
    found.push({
      level: 'error',
      what: `The login "${login.name}" cannot become ${rolesOutOfReach.map((name) => `"${name}"`).join(', ')}.`,
      fix: `\`grant ${rolesOutOfReach.map((role) => `"${role}"`).join(', ')} to "${login.name}"\`. On a managed server even the login that made a role has to be granted it.`,
    })
  }
  if (versionComplaint !== null) found.push({ level: 'error', what: versionComplaint })
  return found
}
