import type { EventServices, OptionEndpoint } from '../../src/app/events/event-services.js'
import type { Webhook } from '../../src/core/events/sends-webhooks.js'
import { SILENT } from '../../src/app/logger.js'
import type { DeliveryAnswer } from '../../src/core/events/delivery-outcome.js'
import { EventDispatcher } from '../../src/jobs/event-dispatcher.js'
import type { LessonStore } from '../../src/storage/store.js'
import type { TestDatabase } from './database.js'
import { NO_TELEMETRY } from '../../src/core/telemetry.js'

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
export const OK: DeliveryAnswer = { status: 204, retryAfter: null }

export function answering(status: number, retryAfter: string | null = null): DeliveryAnswer {
  return { status, retryAfter }
}

/** An event as a receiver got it. */
export interface Sent {
  readonly url: string
  readonly id: string
  readonly body: string
  readonly subject: string
  readonly revision: number
}

/** Dispatchers of one tenant on one database, whose endpoints are functions; and time, which passes when a test says so. */
export class PostOffice {
  readonly sent: Sent[] = []
  readonly tenantId: string
  /** What an endpoint answers; the default is 204. */
  answer: (sent: Sent, webhook: Webhook) => DeliveryAnswer | Promise<DeliveryAnswer> = () => OK
  readonly #database: TestDatabase

  constructor(database: TestDatabase, tenantId: string) {
    this.#database = database
    this.tenantId = tenantId
  }

  /** Endpoints by id, at `https://<id>.test/`. */
  endpoints(...ids: string[]): readonly OptionEndpoint[] {
    return ids.map((endpointId) => ({
      tenantId: this.tenantId,
      endpointId,
      url: `https://${endpointId}.test/`,
      types: null,
      secrets: [SECRET],
    }))
  }

  /** A process that sends to these endpoints. */
  dispatcher(store: LessonStore, ids: readonly string[], more: Partial<EventServices> = {}): EventDispatcher {
    const services = { endpoints: this.endpoints(...ids), secrets: null, allowPrivate: true, send: this.send, ...more }
    return new EventDispatcher({ store, logger: SILENT, telemetry: NO_TELEMETRY }, services)
  }

  /** Which events were sent, each once: on a busy machine a first retry may be due before a run is over. */
  get ids(): ReadonlySet<string> {
    return new Set(this.sent.map(({ id }) => id))
  }

  readonly send = async (webhook: Webhook): Promise<DeliveryAnswer> => {
    const { subject, revision } = JSON.parse(webhook.body) as { subject: string; revision: number }
    const sent = { url: webhook.url, id: webhook.eventId, body: webhook.body, subject, revision }
    this.sent.push(sent)
    return this.answer(sent, webhook)
  }

  /** Lets time pass for what waits, for leases and for the endpoints, by an interval of Postgres. */
  async pass(interval: string): Promise<void> {
    const { client, schema } = this.#database
    await client.query(
      `update ${schema}.event_deliveries set due_at = due_at - $2::interval, leased_until = leased_until - $2::interval,
         first_tried_at = first_tried_at - $2::interval where tenant_id = $1`,
      [this.tenantId, interval],
    )
    await client.query(
      `update ${schema}.event_targets set since = since - $2::interval, failing_since = failing_since - $2::interval,
         probe_at = probe_at - $2::interval, retry_after = retry_after - $2::interval where tenant_id = $1`,
      [this.tenantId, interval],
    )
  }

  /** States of the deliveries to an endpoint, each with how many there are. */
  async states(target: string): Promise<Readonly<Record<string, number>>> {
    const { client, schema } = this.#database
    const rows = await client.query<{ state: string; count: number }>(
      `select state, count(*)::int4 as count from ${schema}.event_deliveries
       where tenant_id = $1 and target = $2 group by state`,
      [this.tenantId, target],
    )
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
  }

  /** Writes so many events, each of another learner, with a delivery to each endpoint that is there. */
  async fill(count: number, name = 'learner'): Promise<void> {
    const { client, schema } = this.#database
    await client.query(
      `with happened as (
         select 'lesson/l/learner/' || $3 || n || '/1' as subject, gen_random_uuid() as id, $3 || n as learner
         from generate_series(1, $2::int4) n
       ), log as (
         insert into ${schema}.event_log (tenant_id, subject, revision, event_id, type, learner_id, occurred_at, body)
         select $1, subject, 1, id, 'lesson.completed', learner, clock_timestamp(),
           jsonb_build_object('id', id, 'subject', subject, 'revision', 1) from happened
       )
       insert into ${schema}.event_deliveries (tenant_id, target, subject, revision, event_id, learner_id, due_at)
       select $1, t.target, h.subject, 1, h.id, h.learner, clock_timestamp()
       from happened h, ${schema}.event_targets t where t.tenant_id = $1 and t.state <> 'disabled'`,
      [this.tenantId, count, name],
    )
  }
}
