import type { EventOverview } from '../event-overview.js'

/** The calls of the page of the events. */
export interface SentEventsApi {
  read(): Promise<EventOverview>
  resend(endpointId: string, eventId: string): Promise<void>
  sendTest(endpointId: string): Promise<void>
}

/** Calls as an admin: the demo signs in anybody as anything. */
export function createSentEventsApi(): SentEventsApi {
  let token: Promise<string> | undefined

  async function signIn(): Promise<string> {
    const body = JSON.stringify({ learner_id: 'events-page', roles: ['admin'], enrol: false })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch('/dev/tokens', { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`Signing in was answered with ${answer.status}.`)
    return ((await answer.json()) as { token: string }).token
  }

  async function call(path: string, body?: unknown): Promise<unknown> {
    token ??= signIn()
    const answer = await fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${await token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`The call was answered with ${answer.status}.`)
    return answer.json()
  }

  /** Whatever failed, the next call signs in again. */
  const forgetting = <Result>(work: Promise<Result>): Promise<Result> =>
    work.catch((error: unknown) => {
      token = undefined
      throw error
    })

  return {
    read: () => forgetting(call('/dev/events') as Promise<EventOverview>),
    async resend(endpointId, eventId) {
      await forgetting(call('/dev/events/resend', { endpoint_id: endpointId, event_id: eventId }))
    },
    async sendTest(endpointId) {
      await forgetting(call('/dev/events/test', { endpoint_id: endpointId }))
    },
  }
}
