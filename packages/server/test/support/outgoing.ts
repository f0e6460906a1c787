import { eventSchema, type OutgoingEvent } from '@enhancedhr/protocol/events'
import { assert } from 'chai'
import type { TestDatabase } from './database.js'

/** A row of the log, checked against the catalogue. */
export interface LoggedEvent {
  readonly eventId: string
  readonly subject: string
  readonly revision: number
  readonly learnerId: string | null
  readonly body: OutgoingEvent
}

/** Reads the events of a tenant, by subject and revision; each is as the catalogue describes it. */
export async function readEvents({ client, schema }: TestDatabase, tenantId: string): Promise<readonly LoggedEvent[]> {
  const rows = await client.query<{
    id: string
    subject: string
    revision: number
    learner: string | null
    body: unknown
  }>(
    `select event_id::text as id, subject, revision::int4 as revision, learner_id as learner, body
     from ${schema}.event_log where tenant_id = $1 order by subject, revision`,
    [tenantId],
  )
  return rows.map(({ id, subject, revision, learner, body }) => {
    const event = eventSchema.parse(body)
    assert.deepInclude(event, { id, subject, revision, tenant_id: tenantId })
    return { eventId: id, subject, revision, learnerId: learner, body: event }
  })
}

/** The events of one type. */
export function ofType<Type extends OutgoingEvent['type']>(
  events: readonly LoggedEvent[],
  type: Type,
): readonly Extract<OutgoingEvent, { type: Type }>[] {
  return events
    .map(({ body }) => body)
    .filter((body): body is Extract<OutgoingEvent, { type: Type }> => body.type === type)
}

/** Makes a target as it is kept, without a secret. */
export async function putTarget(
  { client, schema }: TestDatabase,
  tenantId: string,
  target: string,
  { types = null, state = 'active' }: { readonly types?: readonly string[] | null; readonly state?: string } = {},
): Promise<void> {
  await client.query(
    `insert into ${schema}.event_targets (tenant_id, target, kind, url, types, origin, state)
     values ($1, $2, 'webhook', 'https://receiver.test/', (select array_agg(t) from jsonb_array_elements_text($3::jsonb) t), 'call', $4)`,
    [tenantId, target, JSON.stringify(types ?? []), state],
  )
}
