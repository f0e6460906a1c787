import type { LearnerKey } from '../../core/records/learner-key.js'
import type { Scope } from '../database/scope.js'
import { epochMs } from '../rows/epoch-ms.js'
import { happenedColumns, isoInstant, writeEvents } from '../write/write-events.js'
import { isVerdictSubject } from './kept-with-verdicts.js'

/** How long nothing is claimed of a learner who is about to be erased, in seconds; asked again far sooner. */
const HELD_BACK_SECONDS = 5
const ROWS_PER_STATEMENT = 1_000

/** What an erasure goes by. */
interface Erasure {
  /** Takes the place of the learner's id, and begins every subject; it does not say whose it was. */
  readonly name: string
  readonly keepVerdicts: boolean
}

/**
 * Locks the deliveries of a learner that wait, so that nobody claims them before the transaction ends; answers for how many milliseconds
 * one of them may still be being sent, 0 where none is.
 */
export async function holdBackDeliveries(
  { schema, query }: Scope,
  { tenantId, learnerId }: LearnerKey,
  keepVerdicts: boolean,
): Promise<number> {
  // Rows of targets are locked before those of deliveries, here as everywhere.
  await query(
    `select t.target from ${schema}.event_targets t where t.tenant_id = $1 and exists (
       select from ${schema}.event_deliveries d where d.tenant_id = $1 and d.target = t.target and d.learner_id = $2)
     order by t.target for no key update`,
    [tenantId, learnerId],
  )
  await query(
    `select 1 as locked from ${schema}.event_deliveries d where d.tenant_id = $1 and d.learner_id = $2 and d.state = 'pending'
     order by d.target, d.subject, d.revision for update`,
    [tenantId, learnerId],
  )
  // Reads the clock after the wait for a claim under way.
  const [row] = await query<{ left: number }>(
    `with held as (
       update ${schema}.event_deliveries d
       set due_at = greatest(d.due_at, clock_timestamp() + interval '${HELD_BACK_SECONDS.toString()} seconds')
       where d.tenant_id = $1 and d.learner_id = $2 and d.state = 'pending' ${unlessKept('d', keepVerdicts)}
       returning d.lease, d.leased_until
     )
     select coalesce(max(${epochMs('leased_until')} - ${epochMs('clock_timestamp()')}), 0)::float8 as left
     from held where lease is not null and leased_until > clock_timestamp()`,
    [tenantId, learnerId],
  )
  return row!.left
}

/**
 * Cancels what waits, empties the events and gives them, their deliveries and the numbers of their subjects a random name;
 * answers how many rows, by section of the export.
 *
 * Each subject becomes a hash over a salt that nobody keeps: equal in all three tables, and not to be found by guessing.
 */
export async function forgetOutgoing(
  { schema, query }: Scope,
  { tenantId, learnerId }: LearnerKey,
  { name, keepVerdicts }: Erasure,
): Promise<Readonly<Record<string, number>>> {
  const salt = crypto.randomUUID()
  const subject = `$3 || '/' || left(encode(sha256(convert_to($4 || x.subject, 'UTF8')), 'hex'), 32)`
  const rename = async (table: string, key: readonly string[], changes: string) => {
    let renamed = 0
    for (;;) {
      const [row] = await query<{ count: number }>(
        `with page as (
           select ${key.map((column) => `x.${column}`).join(', ')} from ${schema}.${table} x
           where x.tenant_id = $1 and x.learner_id = $2 ${unlessKept('x', keepVerdicts)}
           limit ${ROWS_PER_STATEMENT.toString()}
         ), renamed as (
           update ${schema}.${table} x set learner_id = $3, ${changes} from page
           where x.tenant_id = $1 and ${key.map((column) => `x.${column} = page.${column}`).join(' and ')} returning 1
         ) select count(*)::int4 as count from renamed`,
        [tenantId, learnerId, name, salt],
      )
      renamed += row!.count
      if (row!.count < ROWS_PER_STATEMENT) return renamed
    }
  }
  // Their subject follows that of the event.
  const deliveries = await rename(
    'event_deliveries',
    ['target', 'subject', 'revision'],
    `state = case when x.state = 'pending' then 'cancelled' else x.state end, lease = null, leased_until = null,
     finished_at = case when x.state = 'pending' then clock_timestamp() else x.finished_at end`,
  )
  const subjects = await rename('event_heads', ['subject'], `subject = ${subject}`)
  const events = await rename(
    'event_log',
    ['subject', 'revision'],
    `subject = ${subject}, body = null, erased_at = coalesce(x.erased_at, clock_timestamp())`,
  )
  return { events, deliveries, event_subjects: subjects }
}

/** Writes that the learner was erased, for the targets that ask for it; nothing where none does. */
export async function writeErased(
  { schema, query }: Scope,
  { tenantId, learnerId }: LearnerKey,
  { name, keepVerdicts }: Erasure,
): Promise<void> {
  await query(
    `with happened as (
       select ${happenedColumns({
         eventId: 'gen_random_uuid()',
         type: `'learner.erased'`,
         subject: '$2',
         learnerId: '$2',
         occurredAt: 'n.at',
         data: `jsonb_build_object('learner_id', $3::text, 'erased_at', ${isoInstant('n.at')}, 'verdicts_kept', $4::boolean)`,
       })}
       from (select clock_timestamp() as at offset 0) n
       where exists (select from ${schema}.event_targets t where t.tenant_id = $1 and t.state in ('active', 'paused')
         and (t.types is null or 'learner.erased' = any(t.types)))
     ), ${writeEvents(schema)}
     select event_id from happened`,
    [tenantId, name, learnerId, keepVerdicts],
  )
}

function unlessKept(row: string, keepVerdicts: boolean): string {
  return keepVerdicts ? `and not ${isVerdictSubject(`${row}.subject`)}` : ''
}
