import { trackInputSchema } from '@enhancedhr/protocol/management'
import { createTrack } from '../../app/tracks/create-track.js'
import { deleteTrack } from '../../app/tracks/delete-track.js'
import { fetchText } from '../../app/tracks/fetch-text.js'
import { listTracks, readTrack } from '../../app/tracks/read-tracks.js'
import { MAX_TRACK_BODY } from '../request/body-limits.js'
import { readJson } from '../request/read-json.js'
import type { Answer, RequestContext, SignedInContext } from '../request-context.js'

/** `POST /v1/lessons/:id/tracks`. */
export async function handleCreateTrack(context: SignedInContext): Promise<Answer> {
  const input = await readJson(context.request, trackInputSchema, MAX_TRACK_BODY)
  return { status: 201, body: await createTrack(context.services, context, context.params['id']!, input) }
}

/** `GET /v1/lessons/:id/tracks`. */
export async function handleListTracks(context: SignedInContext): Promise<Answer> {
  return { body: await listTracks(context.services, context, context.params['id']!) }
}

/** `GET /v1/lessons/:id/tracks/:track_id`. */
export async function handleReadTrack(context: SignedInContext): Promise<Answer> {
  const { id, track_id: trackId } = context.params
  return { body: await readTrack(context.services, context, id!, trackId!) }
}

/** `DELETE /v1/lessons/:id/tracks/:track_id`. */
export async function handleDeleteTrack(context: SignedInContext): Promise<Answer> {
  const { id, track_id: trackId } = context.params
  return { body: await deleteTrack(context.services, context, id!, trackId!) }
}

/** `GET /v1/tracks/:random`: what Mux fetches. */
export async function handleFetchText({ services, params }: RequestContext): Promise<Answer> {
  await services.ready()
  return { body: await fetchText(services, params['random']!), headers: { 'content-type': 'text/vtt; charset=utf-8' } }
}
