import type { Answer, RequestContext } from '../request-context.js'

/** `GET /v1/health`: whether the handler can do its work now, the database included. */
export async function handleReadHealth({ services }: RequestContext): Promise<Answer> {
  await services.ready()
  await services.store.ping()
  return { body: { status: 'ok' } }
}

/** `GET /v1/health/live`: whether the process answers at all. */
export async function handleReadLiveness(): Promise<Answer> {
  return { body: { status: 'ok' } }
}
