import type { Answer, Call } from '../call.js'

/** `GET /v1/health`: whether the handler can do its work now, the database included. */
export async function readHealth({ services }: Call): Promise<Answer> {
  await services.ready()
  await services.store.ping()
  return { body: { status: 'ok' } }
}

/** `GET /v1/health/live`: whether the process answers at all. */
export async function readLiveness(): Promise<Answer> {
  return { body: { status: 'ok' } }
}
