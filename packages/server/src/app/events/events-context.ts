import type { EndpointKey, EndpointRecord } from '../../core/records/event.js'
import type { Records } from '../../storage/store.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { AppContext } from '../app-context.js'
import type { EventServices } from './event-services.js'

/** What managing outgoing events needs; `events` is `null` where the host wants none. */
export interface EventsContext extends Pick<AppContext, 'store'> {
  readonly events: Pick<EventServices, 'secrets' | 'allowPrivate'> | null
}

/** Finds an endpoint, or refuses. */
export async function findEndpoint({ endpoints }: Records, key: EndpointKey): Promise<EndpointRecord> {
  const endpoint = await endpoints.find(key)
  if (!endpoint) throw refuse('/endpoint_id', 'There is no such endpoint.')
  return endpoint
}

/** The problem that says what of a call about events cannot be. */
export function refuse(pointer: string, detail: string): LessonProblem {
  return new LessonProblem('invalid_request', { errors: [{ pointer, detail }] })
}
