import { EVENT_TYPES } from '@enhancedhr/protocol/events'
import { complainAboutUrl } from '../../core/events/endpoint-url.js'
import { toWebhookSecret } from '../../core/events/webhook-secret.js'
import type { EndpointKey } from '../../core/records/event.js'
import { describeGiven } from '../../problems/describe-issue.js'
import type { Page } from '../cursor.js'
import { readCursor, toPage, toPageSize } from '../cursor.js'
import { type EndpointResource, toEndpointResource } from './endpoint-resource.js'
import { type EventsContext, findEndpoint, refuse } from './events-context.js'
import type { KeepsSecrets } from '../../core/events/keeps-secrets.js'

/** Bytes of a secret that is made here. */
const SECRET_BYTES = 32
/** How long the secrets before a new one still sign, in milliseconds. */
const OVERLAP_MS = 24 * 3_600_000

/** An endpoint as it is put. */
export interface EndpointInput {
  /** Where events are sent: https, without user, password and fragment. */
  readonly url: string
  /** Types that it asks for; absent: every type. */
  readonly types?: readonly string[] | null | undefined
}

/** An endpoint as a call left it. */
export interface PutEndpointResult {
  readonly resource: EndpointResource
  readonly created: boolean
  /** Shown once, when the endpoint is made; `null` where it was there. */
  readonly secret: string | null
}

/** Makes an endpoint, or changes where one sends and what. */
export async function putEndpoint(
  context: EventsContext,
  key: EndpointKey,
  input: EndpointInput,
): Promise<PutEndpointResult> {
  const secrets = demandKey(context)
  const complaint = complainAboutUrl(input.url, context.events!.allowPrivate)
  if (complaint !== null) throw refuse('/url', `expected ${complaint}`)
  const put = { ...key, url: input.url, types: readTypes(input.types) }
  const secret = makeSecret()
  const sealed = { sealed: await secrets.seal(key, secret), until: null }
  return context.store.transaction(async (records) => {
    if ((await records.endpoints.find(key))?.isOption) throw refuseOption()
    const outcome = await records.endpoints.put(put, sealed)
    const resource = toEndpointResource(await findEndpoint(records, key))
    const created = outcome === 'created'
    return { resource, created, secret: created ? secret : null }
  })
}

/** Gives an endpoint a new secret; those before it sign beside it for a day. */
export async function rotateSecret(context: EventsContext, key: EndpointKey): Promise<{ readonly secret: string }> {
  const secrets = demandKey(context)
  const secret = makeSecret()
  const sealed = { sealed: await secrets.seal(key, secret), until: null }
  return context.store.transaction(async (records) => {
    if ((await findEndpoint(records, key)).isOption) throw refuseOption()
    await records.endpoints.rotate(key, sealed, OVERLAP_MS)
    return { secret }
  })
}

/** Cancels what waits, and forgets the endpoint. */
export function deleteEndpoint({ store }: EventsContext, key: EndpointKey): Promise<void> {
  return store.transaction(async (records) => {
    if ((await findEndpoint(records, key)).isOption) throw refuseOption()
    await records.endpoints.remove(key)
  })
}

export async function getEndpoint({ store }: EventsContext, key: EndpointKey): Promise<EndpointResource> {
  return toEndpointResource(await findEndpoint(store, key))
}

export async function listEndpoints(
  { store }: EventsContext,
  tenantId: string,
  { limit, cursor }: { readonly limit: number | null; readonly cursor: string | null },
): Promise<Page<EndpointResource>> {
  const size = toPageSize(limit)
  const after = cursor === null ? null : readCursor(cursor)
  const found = await store.endpoints.list(tenantId, { limit: size + 1, after })
  return toPage(found.map(toEndpointResource), size, ({ id }) => id)
}

/** Lets events wait, without any of their time passing. */
export function pauseEndpoint(
  { store }: EventsContext,
  key: EndpointKey,
  reason: string | null,
): Promise<EndpointResource> {
  return store.transaction(async (records) => {
    const { state } = await findEndpoint(records, key)
    if (state === 'disabled') throw refuse('/endpoint_id', 'The endpoint is disabled: nothing waits for it.')
    await records.endpoints.pause(key, reason)
    return toEndpointResource(await findEndpoint(records, key))
  })
}

/** Sends what waits and what comes; with `since`, also what happened from then on and was never sent. */
export function activateEndpoint(
  { store }: EventsContext,
  key: EndpointKey,
  since: Date | null,
): Promise<EndpointResource> {
  return store.transaction(async (records) => {
    await findEndpoint(records, key)
    await records.endpoints.activate(key)
    if (since !== null) await records.events.replay(key, since)
    return toEndpointResource(await findEndpoint(records, key))
  })
}

function demandKey({ events }: EventsContext): KeepsSecrets {
  if (events === null) throw refuse('', 'The option `events` is false: there are no outgoing events.')
  if (events.secrets === null) {
    throw refuse(
      '',
      'An endpoint made by a call needs the option `events.key`; without one, name endpoints in the options.',
    )
  }
  return events.secrets
}

function refuseOption(): Error {
  return refuse('/endpoint_id', 'The endpoint is one of the options: change it there.')
}

function readTypes(types: EndpointInput['types']): readonly string[] | null {
  if (types === undefined || types === null) return null
  const known: readonly string[] = EVENT_TYPES
  if (Array.isArray(types) && types.length > 0) {
    const named: readonly string[] = types
    if (named.every((type) => known.includes(type))) return [...new Set(named)]
  }
  throw refuse('/types', `expected types of events (${EVENT_TYPES.join(', ')}), got ${describeGiven(types)}`)
}

function makeSecret(): string {
  return toWebhookSecret(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))
}
