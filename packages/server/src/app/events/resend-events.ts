import type { EndpointKey, EndpointRecord } from '../../core/records/event.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { Records } from '../../storage/store.js'
import { type EventsContext, findEndpoint, refuse } from './events-context.js'
import { readEventId } from './read-events.js'

/** Sends an event once more, with the same id and bytes; `sent` is false where it waits already. */
export function resendEvent(
  { store }: EventsContext,
  key: EndpointKey,
  eventId: string,
): Promise<{ readonly sent: boolean }> {
  const id = readEventId(eventId)
  return store.transaction(async (records) => {
    await findReceiving(records, key)
    const event = await records.events.find(key.tenantId, id)
    if (!event) throw refuse('/event_id', 'There is no such event.')
    if (event.erasedAt !== null) throw new LessonProblem('event_erased')
    return { sent: await records.events.resend(key, id) }
  })
}

/** Sends once more whatever was given up. */
export function resendDead({ store }: EventsContext, key: EndpointKey): Promise<{ readonly sent: number }> {
  return store.transaction(async (records) => {
    await findReceiving(records, key)
    return { sent: await records.events.resendDead(key) }
  })
}

/** Sends what happened since, the endpoint asks for and it was never sent. */
export function replayEvents(
  { store }: EventsContext,
  key: EndpointKey,
  since: Date,
): Promise<{ readonly sent: number }> {
  return store.transaction(async (records) => {
    await findReceiving(records, key)
    return { sent: await records.events.replay(key, since) }
  })
}

/** Writes an event to try the endpoint; answers its id. */
export function sendTestEvent(
  { store, events }: EventsContext,
  key: EndpointKey,
  message: string,
): Promise<{ readonly event_id: string }> {
  if (events === null) throw refuse('', 'The option `events` is false: there are no outgoing events.')
  return store.transaction(async (records) => {
    await findReceiving(records, key)
    return { event_id: await records.events.writeTest(key, message) }
  })
}

async function findReceiving(records: Records, key: EndpointKey): Promise<EndpointRecord> {
  const endpoint = await findEndpoint(records, key)
  if (endpoint.state === 'disabled') throw refuse('/endpoint_id', 'The endpoint is disabled: activate it first.')
  return endpoint
}
