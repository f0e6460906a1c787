import { DELIVERY_STATES, type DeliveryState, type EndpointKey } from '../../core/records/event.js'
import type { TenantChoice } from '../api-options.js'
import type { AppContext } from '../app-context.js'
import type { Page } from '../cursor.js'
import { readId, readLimit, readOpaque } from '../read-input.js'
import type { EndpointResource } from './endpoint-resource.js'
import type { DeliveryResource, EventResource } from './event-resource.js'
import { type EventsContext, refuse } from './events-context.js'
import * as endpoints from './manage-endpoints.js'
import { getEvent, listDeliveries, listEvents } from './read-events.js'
import { replayEvents, resendDead, resendEvent, sendTestEvent } from './resend-events.js'

/** Which page of a list. */
interface Paging extends TenantChoice {
  /** Items of a page, from 1, default 50; a number above 200 means 200. */
  readonly limit?: number
  /** The `next_cursor` of the page before. */
  readonly cursor?: string
}

/** A page of a list. */
export interface EventPage<Item> {
  readonly items: readonly Item[]
  readonly next_cursor: string | null
}

const TEST_MESSAGE = 'A test, sent on request.'

/** Trusted calls about outgoing events: where they go, what became of them, and sending them once more. */
export class EventApi {
  readonly #app: EventsContext & Pick<AppContext, 'ready'>

  constructor(app: EventsContext & Pick<AppContext, 'ready'>) {
    this.#app = app
  }

  /** Makes an endpoint and answers its secret, once; or changes where an endpoint sends and what. */
  async putEndpoint(
    endpointId: string,
    endpoint: endpoints.EndpointInput,
    options: TenantChoice = {},
  ): Promise<endpoints.PutEndpointResult> {
    return endpoints.putEndpoint(this.#app, await this.#key(endpointId, options), endpoint)
  }

  async getEndpoint(endpointId: string, options: TenantChoice = {}): Promise<EndpointResource> {
    return endpoints.getEndpoint(this.#app, await this.#key(endpointId, options))
  }

  /** Lists the endpoints of a tenant, by id. */
  async listEndpoints({ limit, cursor, ...options }: Paging = {}): Promise<EventPage<EndpointResource>> {
    const tenantId = await this.#tenant(options)
    return toList(
      await endpoints.listEndpoints(this.#app, tenantId, { limit: readLimit(limit), cursor: cursor ?? null }),
    )
  }

  /** Cancels what waits for an endpoint, and forgets it. */
  async deleteEndpoint(endpointId: string, options: TenantChoice = {}): Promise<void> {
    return endpoints.deleteEndpoint(this.#app, await this.#key(endpointId, options))
  }

  /** Gives an endpoint a new secret and answers it, once; the one before signs beside it for a day. */
  async rotateSecret(endpointId: string, options: TenantChoice = {}): Promise<{ readonly secret: string }> {
    return endpoints.rotateSecret(this.#app, await this.#key(endpointId, options))
  }

  /** Lets the events of an endpoint wait, without any of their time passing. */
  async pauseEndpoint(
    endpointId: string,
    { reason, ...options }: TenantChoice & { readonly reason?: string } = {},
  ): Promise<EndpointResource> {
    const words = reason === undefined ? null : readOpaque(reason, 'reason')
    return endpoints.pauseEndpoint(this.#app, await this.#key(endpointId, options), words)
  }

  /**
   * Sends what waits for an endpoint and what comes; one that was disabled begins with the next event, or with what happened
   * from `since` on.
   */
  async activateEndpoint(
    endpointId: string,
    { since, ...options }: TenantChoice & { readonly since?: Date | string } = {},
  ): Promise<EndpointResource> {
    const from = since === undefined ? null : readSince(since)
    return endpoints.activateEndpoint(this.#app, await this.#key(endpointId, options), from)
  }

  /** Sends an event `endpoint.test` to an endpoint, whatever types it asks for. */
  async sendTest(
    endpointId: string,
    { message = TEST_MESSAGE, ...options }: TenantChoice & { readonly message?: string } = {},
  ): Promise<{ readonly event_id: string }> {
    return sendTestEvent(this.#app, await this.#key(endpointId, options), readOpaque(message, 'message'))
  }

  /** Lists events, the newest first. */
  async listEvents({
    type,
    learnerId,
    limit,
    cursor,
    ...options
  }: Paging & { readonly type?: string; readonly learnerId?: string } = {}): Promise<EventPage<EventResource>> {
    const query = {
      type: type === undefined ? null : readOpaque(type, 'type'),
      learnerId: learnerId === undefined ? null : readOpaque(learnerId, 'learnerId'),
      limit: readLimit(limit),
      cursor: cursor ?? null,
    }
    return toList(await listEvents(this.#app, await this.#tenant(options), query))
  }

  async getEvent(eventId: string, options: TenantChoice = {}): Promise<EventResource> {
    return getEvent(this.#app, await this.#tenant(options), eventId)
  }

  /** Lists what became of events, by endpoint, subject and revision. */
  async listDeliveries({
    endpointId,
    state,
    eventId,
    limit,
    cursor,
    ...options
  }: Paging & {
    readonly endpointId?: string
    readonly state?: DeliveryState
    readonly eventId?: string
  } = {}): Promise<EventPage<DeliveryResource>> {
    const query = {
      endpointId: endpointId === undefined ? null : readId(endpointId, 'endpoint_id'),
      state: state === undefined ? null : readState(state),
      eventId: eventId ?? null,
      limit: readLimit(limit),
      cursor: cursor ?? null,
    }
    return toList(await listDeliveries(this.#app, await this.#tenant(options), query))
  }

  /** Sends an event once more, with the same id and the same bytes; `sent` is false where it waits already. */
  async resend(endpointId: string, eventId: string, options: TenantChoice = {}): Promise<{ readonly sent: boolean }> {
    return resendEvent(this.#app, await this.#key(endpointId, options), eventId)
  }

  /** Sends once more whatever was given up; answers how many. */
  async resendDead(endpointId: string, options: TenantChoice = {}): Promise<{ readonly sent: number }> {
    return resendDead(this.#app, await this.#key(endpointId, options))
  }

  /** Sends what happened from an instant on, the endpoint asks for and it was never sent; answers how many. */
  async replay(
    endpointId: string,
    since: Date | string,
    options: TenantChoice = {},
  ): Promise<{ readonly sent: number }> {
    const from = readSince(since)
    return replayEvents(this.#app, await this.#key(endpointId, options), from)
  }

  async #key(endpointId: string, options: TenantChoice): Promise<EndpointKey> {
    const id = readId(endpointId, 'endpoint_id')
    return { tenantId: await this.#tenant(options), endpointId: id }
  }

  async #tenant({ tenantId = 'default' }: TenantChoice): Promise<string> {
    const tenant = readOpaque(tenantId, 'tenantId')
    await this.#app.ready()
    return tenant
  }
}

function readState(state: unknown): DeliveryState {
  const found = DELIVERY_STATES.find((known) => known === state)
  if (found === undefined) throw refuse('/state', `Expected one of ${DELIVERY_STATES.join(', ')}.`)
  return found
}

/** An instant, from a `Date` or from ISO 8601. */
function readSince(since: Date | string): Date {
  const at = new Date(since)
  if (Number.isNaN(at.getTime())) throw refuse('/since', 'Expected an instant, such as 2026-11-30T12:00:00Z.')
  return at
}

function toList<Item>({ items, nextCursor }: Page<Item>): EventPage<Item> {
  return { items, next_cursor: nextCursor }
}
