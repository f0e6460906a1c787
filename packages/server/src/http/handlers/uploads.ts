import { uploadApplySchema, uploadInputSchema, uploadQuerySchema } from '@enhancedhr/protocol/management'
import { applyUpload } from '../../app/uploads/apply-upload.js'
import { cancelUpload } from '../../app/uploads/cancel-upload.js'
import { createUpload } from '../../app/uploads/create-upload.js'
import { listUploads, readUpload } from '../../app/uploads/read-upload.js'
import { receiveMuxWebhook } from '../../app/uploads/receive-mux-webhook.js'
import { readShape } from '../../problems/read-shape.js'
import { readJson } from '../request/read-json.js'
import { readTexts, readWholeNumber } from '../request/read-query.js'
import type { Answer, SignedBodyContext, SignedInContext } from '../request-context.js'

/** `POST /v1/uploads`. */
export async function handleCreateUpload(context: SignedInContext): Promise<Answer> {
  const { request, services } = context
  const input = await readJson(request, uploadInputSchema)
  return { status: 201, body: await createUpload(services, context, input, ownOrigin(context)) }
}

/** `GET /v1/uploads`. */
export async function handleListUploads(context: SignedInContext): Promise<Answer> {
  const { url, services } = context
  const limit = readWholeNumber(url, 'limit')
  const query = { ...readTexts(url, 'lesson_id', 'cursor'), ...(limit !== null && { limit }) }
  return { body: await listUploads(services, context, readShape(uploadQuerySchema, query)) }
}

/** `GET /v1/uploads/:id`. */
export async function handleReadUpload(context: SignedInContext): Promise<Answer> {
  return { body: await readUpload(context.services, context, context.params['id']!) }
}

/** `DELETE /v1/uploads/:id`. */
export async function handleCancelUpload(context: SignedInContext): Promise<Answer> {
  return { body: await cancelUpload(context.services, context, context.params['id']!) }
}

/** `POST /v1/uploads/:id/apply`. */
export async function handleApplyUpload(context: SignedInContext): Promise<Answer> {
  await readJson(context.request, uploadApplySchema)
  return { body: await applyUpload(context.services, context, context.params['id']!) }
}

/** `POST /v1/mux/webhooks`. */
export async function handleMuxWebhook({ request, services, context, bytes }: SignedBodyContext): Promise<Answer> {
  const header = request.headers.get('mux-signature')
  await receiveMuxWebhook(services, { header, body: bytes }, context.waitUntil)
  return { body: { status: 'ok' } }
}

/** The origin of the page that asks, where it is the handler's own or one that the option `cors` names. */
function ownOrigin({ request, url, services }: SignedInContext): string | null {
  const origin = request.headers.get('origin')
  if (origin === null || origin === 'null') return null
  const { origins } = services
  return origin === url.origin || origins === '*' || origins.includes(origin) ? origin : null
}
