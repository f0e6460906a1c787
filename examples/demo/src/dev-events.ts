import type { IncomingMessage, ServerResponse } from 'node:http'
import { LessonProblem, type EventApi } from '@enhancedhr/server'
import { type Answer, invalid, problem, readObject, sendAnswer, wrongMethod } from './dev-call.js'
import type { EventOverview, SentEvent } from './event-overview.js'
import type { SignIn } from './sign-in.js'

/** What the page of the events needs from the rest of the demo. */
export interface DevEvents {
  readonly signIn: SignIn
  readonly api: EventApi
}

/** How many events the page shows. */
const SHOWN = 25

/**
 * Answers the page of the events, to an admin:
 *
 * - `GET /dev/events` → the endpoints and the newest events, each with what became of it;
 * - `POST /dev/events/resend` `{ "endpoint_id", "event_id" }` sends an event once more;
 * - `POST /dev/events/test` `{ "endpoint_id" }` sends one to try the endpoint.
 */
export async function answerDevEvents(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  demo: DevEvents,
): Promise<void> {
  sendAnswer(res, await decide(req, path, demo).catch(explain))
}

async function decide(req: IncomingMessage, path: string, { signIn, api }: DevEvents): Promise<Answer> {
  const caller = await signIn.whoSent(req.headers.authorization)
  if (!caller?.roles.includes('admin'))
    return problem(403, 'forbidden', 'The role of the caller does not allow this call.')
  if (path === '/dev/events') {
    return req.method === 'GET' ? { status: 200, body: await readOverview(api) } : wrongMethod('GET')
  }
  if (req.method !== 'POST') return wrongMethod('POST')
  const sent = await readObject(req)
  if ('refusal' in sent) return sent.refusal
  const { endpoint_id: endpointId, event_id: eventId } = sent.body
  if (typeof endpointId !== 'string') return invalid([{ pointer: '/endpoint_id', detail: 'Expected a string.' }])
  if (path === '/dev/events/test') return { status: 200, body: await api.sendTest(endpointId) }
  if (typeof eventId !== 'string') return invalid([{ pointer: '/event_id', detail: 'Expected a string.' }])
  return { status: 200, body: await api.resend(endpointId, eventId) }
}

async function readOverview(api: EventApi): Promise<EventOverview> {
  const [{ items: endpoints }, { items: events }] = await Promise.all([
    api.listEndpoints(),
    api.listEvents({ limit: SHOWN }),
  ])
  const sent = events.map(async ({ id, type, subject, revision, occurred_at }): Promise<SentEvent> => {
    const { items: deliveries } = await api.listDeliveries({ eventId: id })
    return { id, type, subject, revision, occurred_at, deliveries }
  })
  return { endpoints, events: await Promise.all(sent) }
}

function explain(error: unknown): Answer {
  if (!(error instanceof LessonProblem)) throw error
  return problem(error.status, error.code, error.message, error.errors)
}
