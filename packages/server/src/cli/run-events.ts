import { EventApi, type EventPage } from '../app/events/event-api.js'
import type { DeliveryState } from '../core/records/event.js'
import type { SqlClient } from '../storage/database/sql-client.js'
import { SqlLessonStore } from '../storage/sql-lesson-store.js'
import { SecretBox } from '../webhooks/secret-box.js'
import type { EventArguments } from './event-arguments.js'

/**
 * Runs an action on outgoing events; what it prints are lines of JSON, one an item.
 *
 * `EVENTS_KEY` is the option `events.key`, for `put` and `rotate`; what waits is sent by the handler.
 */
export async function runEvents(
  client: SqlClient,
  { action, schema, tenantId, named, options, dead }: EventArguments,
  {
    env,
    print,
  }: { readonly env: Readonly<Record<string, string | undefined>>; readonly print: (line: string) => void },
): Promise<void> {
  const key = env['EVENTS_KEY']
  const events = new EventApi({
    store: new SqlLessonStore(client, schema),
    events: { secrets: key ? new SecretBox([key]) : null, allowPrivate: env['EVENTS_ALLOW_PRIVATE'] === '1' },
    ready: () => Promise.resolve(),
  })
  const tenant = tenantId === undefined ? {} : { tenantId }
  const paging = {
    ...tenant,
    ...(options['limit'] !== undefined && { limit: Number(options['limit']) }),
    ...(options['cursor'] !== undefined && { cursor: options['cursor'] }),
  }
  const [endpoint = '', event = ''] = named
  for (const item of await act()) print(JSON.stringify(item))

  async function act(): Promise<readonly unknown[]> {
    switch (action) {
      case 'endpoints':
        return toItems(await events.listEndpoints(paging))
      case 'put':
        return [
          await events.putEndpoint(endpoint, { url: options['url']!, types: options['types']?.split(',') }, tenant),
        ]
      case 'rotate':
        return [await events.rotateSecret(endpoint, tenant)]
      case 'remove':
        await events.deleteEndpoint(endpoint, tenant)
        return []
      case 'pause':
        return [await events.pauseEndpoint(endpoint, { ...tenant, ...given('reason', 'reason') })]
      case 'activate':
        return [await events.activateEndpoint(endpoint, { ...tenant, ...given('since', 'since') })]
      case 'test':
        return [await events.sendTest(endpoint, tenant)]
      case 'list':
        return toItems(
          await events.listEvents({ ...paging, ...given('type', 'type'), ...given('learner', 'learnerId') }),
        )
      case 'deliveries':
        return toItems(
          await events.listDeliveries({
            ...paging,
            ...given('endpoint', 'endpointId'),
            ...given('event', 'eventId'),
            ...(options['state'] !== undefined && { state: options['state'] as DeliveryState }),
          }),
        )
      case 'resend':
        return [await (dead ? events.resendDead(endpoint, tenant) : events.resend(endpoint, event, tenant))]
      case 'replay':
        return [await events.replay(endpoint, options['since']!, tenant)]
    }
  }

  /** An option that was given, under the name that the call has for it. */
  function given<Name extends string>(option: string, name: Name): Partial<Record<Name, string>> {
    const value = options[option]
    return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, string>>)
  }
}

function toItems({ items, next_cursor: next }: EventPage<unknown>): readonly unknown[] {
  return next === null ? items : [...items, { next_cursor: next }]
}
