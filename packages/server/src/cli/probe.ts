import { HANDLER_ROLES } from '../storage/migrations/roles.js'
import { migrate } from '../storage/migrations/migrate.js'
import type { SqlClient } from '../storage/database/sql-client.js'
import { StorageUnavailableError } from '../storage/database/storage-unavailable-error.js'
import type { DatabaseFacts, Facts } from './diagnose.js'
import type { OpenClient, Place } from './open-client.js'

/** Asks a database what the doctor wants to know; nothing of it stays there. */
export async function probe(open: OpenClient, place: Place, schema: string): Promise<Facts> {
  let client = await open(place)
  let refusesTimeout = false
  try {
    let refusal = await knock(client)
    if (refusal?.endsWith('_timeout')) {
      refusesTimeout = true
      await client.close()
      client = await open({ ...place, statementTimeout: 0 })
      refusal = await knock(client)
    }
    if (refusal !== null) return { unreachable: refusal, refusesTimeout }
    return { unreachable: null, refusesTimeout, database: await ask(client, open, place, schema, refusesTimeout) }
  } finally {
    await client.close()
  }
}

/** Why the database does not answer, as a code or the name of a setting that it refuses; `null` when it does. */
async function knock(client: SqlClient): Promise<string | null> {
  try {
    await client.query('select 1 as alive')
    return null
  } catch (error) {
    const cause: unknown = error instanceof StorageUnavailableError ? error.cause : error
    if (!(cause instanceof Error)) return 'unknown'
    const setting = /unsupported startup parameter:? "?(\w+)/.exec(cause.message)?.[1]
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : 'no code'
    return setting ?? code
  }
}

type Settings = Omit<
  DatabaseFacts,
  | 'kind'
  | 'multiranges'
  | 'transactionsHold'
  | 'pooled'
  | 'clockAhead'
  | 'login'
  | 'schema'
  | 'rolesOutOfReach'
  | 'versionComplaint'
> & {
  readonly login: string
  readonly superuser: boolean
  readonly bypasses: boolean
  readonly now: number
  readonly exists: boolean
  readonly mayCreate: boolean
}

const SETTINGS = `
select current_setting('server_version_num')::int4 as version,
  current_setting('server_encoding') as encoding,
  (pg_is_in_recovery() or current_setting('transaction_read_only') = 'on') as "readOnly",
  current_setting('default_transaction_isolation') as isolation,
  (select setting::int4 from pg_settings where name = 'statement_timeout') as "statementTimeout",
  (current_setting('fsync') = 'on' and current_setting('synchronous_commit') <> 'off') as durable,
  coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as encrypted,
  (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
  (current_setting('max_connections')::int4 - (select count(*)::int4 from pg_stat_activity where backend_type = 'client backend'))
    as "connectionsLeft",
  current_user::text as login, r.rolsuper as superuser, r.rolbypassrls as bypasses,
  n.oid is not null as exists,
  case when n.oid is null then has_database_privilege(current_database(), 'CREATE')
    else has_schema_privilege(n.oid, 'CREATE') end as "mayCreate"
from pg_roles r left join pg_namespace n on n.nspname = $1
where r.rolname = current_user`

/** Roles that are there and that the login may not take; before the first migration the list is empty. */
const ROLES_OUT_OF_REACH = `
select rolname::text as role from pg_roles
where rolname = any (string_to_array($1, ',')) and not pg_has_role(oid, 'MEMBER') order by 1`

async function ask(
  client: SqlClient,
  open: OpenClient,
  place: Place,
  schema: string,
  refusesTimeout: boolean,
): Promise<DatabaseFacts> {
  const before = Date.now()
  const [settings] = await client.query<Settings & Record<string, unknown>>(SETTINGS, [schema])
  const here = (before + Date.now()) / 2
  if (!settings) throw new Error('The database does not know who is logged in.')
  const { login, superuser, bypasses, now, exists, mayCreate, ...rest } = settings
  const { holds, pooled } =
    client.kind === 'pglite' ? { holds: true, pooled: false } : await probePooler(client, open, place, refusesTimeout)
  const roles = await client.query<{ role: string }>(ROLES_OUT_OF_REACH, [HANDLER_ROLES.join(',')])
  return {
    ...rest,
    kind: client.kind,
    multiranges: await works(client, `select '{[1,2)}'::int4multirange::text as ranges`),
    transactionsHold: holds,
    pooled,
    clockAhead: now - here,
    login: { name: login, superuser, bypassesRowSecurity: bypasses },
    schema: { name: schema, exists, mayCreate },
    rolesOutOfReach: roles.map(({ role }) => role),
    versionComplaint: await migrate(client, schema, 'check').then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : 'unknown'),
    ),
  }
}

/**
 * Whether a transaction keeps its server process, and whether another connection can be given ours while it is idle: a
 * pooler hands on the one used last.
 */
async function probePooler(
  client: SqlClient,
  open: OpenClient,
  place: Place,
  refusesTimeout: boolean,
): Promise<{ holds: boolean; pooled: boolean }> {
  const other = await open({ ...place, statementTimeout: refusesTimeout ? 0 : place.statementTimeout })
  const process = `select pg_backend_pid() as pid`
  try {
    await other.query(process)
    const [ours] = await client.query<{ pid: number }>(process)
    return await other.transaction(async (runner) => {
      const [first] = await runner.query<{ id: string }>(`select txid_current()::text as id`)
      const [theirs] = await runner.query<{ pid: number }>(process)
      const [second] = await runner.query<{ id: string }>(`select txid_current()::text as id`)
      return { holds: first?.id === second?.id, pooled: theirs?.pid === ours?.pid }
    })
  } catch {
    // A pooler that deals out statements refuses `begin` in its own words.
    return { holds: false, pooled: true }
  } finally {
    await other.close()
  }
}

async function works(client: SqlClient, text: string): Promise<boolean> {
  return client.query(text).then(
    () => true,
    () => false,
  )
}
