import { isStorableText } from '@enhancedhr/protocol'
import * as z from 'zod/mini'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { AppContext } from '../app-context.js'
import { describeError } from '../logger.js'
import { applyMuxEvents } from './apply-mux-events.js'
import type { SupplyContext } from './supply-context.js'

/** Longer than any name that Mux gives. */
const MAX_NAME = 255

const name = z.string().check(z.minLength(1), z.maxLength(MAX_NAME), z.refine(isStorableText))
const eventSchema = z.looseObject({
  id: name,
  type: name,
  object: z.looseObject({ type: name, id: name }),
  data: z.nullish(
    z.looseObject({
      passthrough: z.nullish(z.string()),
      /** Of a track. */
      asset_id: z.nullish(z.string()),
      new_asset_settings: z.nullish(z.looseObject({})),
    }),
  ),
})

interface Webhook {
  readonly header: string | null
  readonly body: Uint8Array
}

/**
 * Keeps that Mux sent an event, and answers at once; what it is about is read from Mux afterwards.
 *
 * A forged one is 401 and leaves nothing but a count. One that is repeated, of a type that is not known, or about something that is not
 * ours, is taken and changes nothing: Mux would send it again for a day.
 */
export async function receiveMuxWebhook(
  app: Pick<AppContext, 'verifyMuxWebhook' | 'uploads' | 'store' | 'logger' | 'telemetry' | 'ready'>,
  { header, body }: Webhook,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<void> {
  const { verifyMuxWebhook: verify, uploads, store, logger, telemetry } = app
  if (verify === null || uploads === null) throw new LessonProblem('route_not_found')
  if (!(await verify(header, body))) {
    telemetry.add('ehr.mux.webhooks', 1, { outcome: 'forged' })
    throw new LessonProblem('signature_invalid')
  }
  await app.ready()
  const event = readEvent(body)
  const outcome = event === null ? 'ignored' : await store.muxEvents.receive(event)
  telemetry.add('ehr.mux.webhooks', 1, { outcome })
  if (outcome !== 'received') return
  const context: SupplyContext = { store, uploads, logger }
  waitUntil(
    applyMuxEvents(context).catch((error: unknown) => {
      logger.warn('Events of Mux wait, because they could not be applied.', describeError(error))
    }),
  )
}

/** What is kept of an event; `null` for one without the members that every event of Mux has. */
function readEvent(body: Uint8Array) {
  const read = eventSchema.safeParse(parse(body))
  if (!read.success) return null
  const { id, type, object, data } = read.data
  const ofUpload = z.looseObject({ passthrough: z.nullish(z.string()) }).safeParse(data?.new_asset_settings)
  const passthrough = data?.passthrough ?? (ofUpload.success ? ofUpload.data.passthrough : null) ?? null
  const toName = (text: string | null | undefined) =>
    text != null && text.length <= MAX_NAME && isStorableText(text) ? text : null
  return {
    eventId: id,
    type,
    objectType: object.type,
    objectId: object.id,
    passthrough: toName(passthrough),
    assetId: toName(data?.asset_id),
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return null
  }
}
