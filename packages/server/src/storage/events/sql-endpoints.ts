import type { SealedSecret } from '../../core/records/delivery.js'
import type { EndpointKey, EndpointRecord, EndpointState } from '../../core/records/event.js'
import type { Scope } from '../database/scope.js'
import type { SqlRow } from '../database/sql-client.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { epochMs } from '../rows/epoch-ms.js'
import { cancelPending } from './cancel-pending.js'
import type { Endpoints, PutEndpoint } from './endpoints.js'

interface EndpointRow extends SqlRow {
  readonly target: string
  readonly url: string
  readonly types: readonly string[] | null
  readonly is_option: boolean
  readonly state: EndpointState
  readonly state_reason: string | null
  readonly since: number
  readonly failing_since: number | null
  readonly created_at: number
  readonly pending: number
  readonly dead: number
}

/** Why an endpoint of earlier options is disabled; one that comes back is active again. */
const NOT_IN_OPTIONS = 'It is not among the options any more.'

/** SQL of a list of texts as an array, or null. */
const toTypes = (types: string) =>
  `case when ${types} is null then null else array(select jsonb_array_elements_text(${types}::jsonb)) end`

/** SQL of what an endpoint is set back to when it is made active. */
const ACTIVE = `state = 'active', state_reason = null, since = clock_timestamp(), failures = 0, failing_since = null,
  probe_at = null, retry_after = null`

export class SqlEndpoints implements Endpoints {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  async list(
    tenantId: string,
    { limit, after }: { limit: number; after: string | null },
  ): Promise<readonly EndpointRecord[]> {
    return read(this.#unit.tenant(tenantId), `t.target > $2 order by t.target limit $3::int4`, [
      tenantId,
      after ?? '',
      limit,
    ])
  }

  async find({ tenantId, endpointId }: EndpointKey): Promise<EndpointRecord | null> {
    const [endpoint] = await read(this.#unit.tenant(tenantId), `t.target = $2`, [tenantId, endpointId])
    return endpoint ?? null
  }

  async put({ tenantId, endpointId, url, types }: PutEndpoint, secret: SealedSecret): Promise<'created' | 'replaced'> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const [row] = await query<{ created: boolean }>(
      `insert into ${schema}.event_targets as t (tenant_id, target, kind, url, types, secrets, origin)
       values ($1, $2, 'webhook', $3, ${toTypes('$4')}, $5::jsonb, 'call')
       on conflict (tenant_id, target) do update
       set url = excluded.url, types = excluded.types, revision = t.revision + 1
       returning t.revision = 1 as created`,
      [tenantId, endpointId, url, types && JSON.stringify(types), JSON.stringify([secret])],
    )
    return row!.created ? 'created' : 'replaced'
  }

  putOptions(endpoints: readonly PutEndpoint[]): Promise<void> {
    return this.#unit.transaction(async (unit) => {
      const platform = unit.platform()
      const { schema, query } = platform
      // An endpoint of the options whose address changes, or which comes back, is tried again.
      await query(
        `insert into ${schema}.event_targets as t (tenant_id, target, kind, url, types, origin)
         select o.tenant_id, o.target, 'webhook', o.url, ${toTypes('o.types')}, 'options'
         from jsonb_to_recordset($1::jsonb) o(tenant_id text, target text, url text, types jsonb)
         order by 1, 2
         on conflict (tenant_id, target) do update
         set url = excluded.url, types = excluded.types, origin = 'options', secrets = '[]', revision = t.revision + 1,
           ${revived('state', `'active'`)}, ${revived('state_reason', 'null')}, ${revived('failures', '0')},
           ${revived('failing_since', 'null')}, ${revived('probe_at', 'null')}, ${revived('retry_after', 'null')},
           ${revived('since', 'clock_timestamp()')}
         where (t.url, t.types, t.origin) is distinct from (excluded.url, excluded.types, excluded.origin)
           or t.state_reason = $2`,
        [
          JSON.stringify(
            endpoints.map(({ tenantId, endpointId, url, types }) => ({
              tenant_id: tenantId,
              target: endpointId,
              url,
              types,
            })),
          ),
          NOT_IN_OPTIONS,
        ],
      )
      const dropped = await query<{ tenant_id: string; target: string }>(
        `update ${schema}.event_targets t set state = 'disabled', state_reason = $2, since = clock_timestamp()
         where t.origin = 'options' and t.state <> 'disabled' and not exists (
           select from jsonb_to_recordset($1::jsonb) o(tenant_id text, target text)
           where o.tenant_id = t.tenant_id and o.target = t.target)
         returning t.tenant_id, t.target`,
        [
          JSON.stringify(endpoints.map(({ tenantId, endpointId }) => ({ tenant_id: tenantId, target: endpointId }))),
          NOT_IN_OPTIONS,
        ],
      )
      for (const { tenant_id: tenantId, target } of dropped) {
        await cancelPending(platform, { tenantId, endpointId: target })
      }
    })
  }

  remove(endpoint: EndpointKey): Promise<void> {
    return this.#unit.transaction(async (unit) => {
      const scope = unit.tenant(endpoint.tenantId)
      await scope.query(`delete from ${scope.schema}.event_targets where tenant_id = $1 and target = $2`, [
        endpoint.tenantId,
        endpoint.endpointId,
      ])
      await cancelPending(scope, endpoint)
    })
  }

  async rotate({ tenantId, endpointId }: EndpointKey, secret: SealedSecret, overlap: number): Promise<void> {
    const { schema, query } = this.#unit.platform()
    // A secret that ends before the overlap does still ends then; those that have ended are dropped.
    await query(
      `update ${schema}.event_targets t
       set secrets = jsonb_build_array($3::jsonb) || coalesce((
           select jsonb_agg(s.value || jsonb_build_object('until',
             least((s.value ->> 'until')::int8, ${epochMs('clock_timestamp()')} + $4::float8::int8)) order by s.place)
           from jsonb_array_elements(t.secrets) with ordinality s(value, place)
           where coalesce((s.value ->> 'until')::int8 > ${epochMs('clock_timestamp()')}, true)), '[]'::jsonb),
         revision = t.revision + 1
       where t.tenant_id = $1 and t.target = $2`,
      [tenantId, endpointId, JSON.stringify(secret), overlap],
    )
  }

  async pause({ tenantId, endpointId }: EndpointKey, reason: string | null): Promise<void> {
    const { schema, query } = this.#unit.tenant(tenantId)
    await query(
      `update ${schema}.event_targets set state = 'paused', state_reason = $3, since = clock_timestamp()
       where tenant_id = $1 and target = $2 and state = 'active'`,
      [tenantId, endpointId, reason],
    )
  }

  activate(endpoint: EndpointKey): Promise<void> {
    return this.#unit.transaction(async (unit) => {
      const { tenantId, endpointId } = endpoint
      const scope = unit.tenant(tenantId)
      const { schema, query } = scope
      const [target] = await query<{ state: EndpointState; paused_for: number }>(
        `select state, extract(epoch from clock_timestamp() - since)::float8 as paused_for
         from ${schema}.event_targets where tenant_id = $1 and target = $2 for update`,
        [tenantId, endpointId],
      )
      if (!target || target.state === 'active') return
      await query(`update ${schema}.event_targets set ${ACTIVE} where tenant_id = $1 and target = $2`, [
        tenantId,
        endpointId,
      ])
      // A verdict that was being written while the endpoint was disabled may have left something.
      if (target.state === 'disabled') return cancelPending(scope, endpoint)
      await query(
        `update ${schema}.event_deliveries
         set first_tried_at = first_tried_at + $3::float8 * interval '1 second', due_at = least(due_at, clock_timestamp())
         where tenant_id = $1 and target = $2 and state = 'pending'`,
        [tenantId, endpointId, target.paused_for],
      )
    })
  }
}

/** SQL that sets a column back where the address changed or the endpoint comes back, and leaves it otherwise. */
function revived(column: string, value: string): string {
  return `${column} = case when t.url <> excluded.url or t.state_reason = $2 then ${value} else t.${column} end`
}

async function read(
  { schema, query }: Scope,
  where: string,
  values: readonly (string | number)[],
): Promise<readonly EndpointRecord[]> {
  const count = (state: string) => `(select count(*)::int4 from ${schema}.event_deliveries d
    where d.tenant_id = t.tenant_id and d.target = t.target and d.state = '${state}')`
  const rows = await query<EndpointRow>(
    `select t.target, t.url, to_jsonb(t.types) as types, t.origin = 'options' as is_option, t.state, t.state_reason,
       ${epochMs('t.since')}::float8 as since, ${epochMs('t.failing_since')}::float8 as failing_since,
       ${epochMs('t.created_at')}::float8 as created_at, ${count('pending')} as pending, ${count('dead')} as dead
     from ${schema}.event_targets t where t.tenant_id = $1 and t.kind = 'webhook' and ${where}`,
    values,
  )
  return rows.map((row) => ({
    endpointId: row.target,
    url: row.url,
    types: row.types,
    isOption: row.is_option,
    state: row.state,
    stateReason: row.state_reason,
    since: new Date(row.since),
    failingSince: row.failing_since === null ? null : new Date(row.failing_since),
    createdAt: new Date(row.created_at),
    pending: row.pending,
    dead: row.dead,
  }))
}
