import * as z from 'zod/mini'
import { instantSchema } from '../wire/scalars.js'

/** The version of every event's shape; members may be added within it, and receivers ignore those that they do not know. */
export const EVENT_VERSION = 1

/** What every event has, whatever it is about. */
export const envelopeSchema = z.looseObject({
  /** Stable: an event that is sent again has the same id. Also the header `webhook-id`. */
  id: z.uuid(),
  type: z.string(),
  version: z.literal(EVENT_VERSION),
  /** When it happened. */
  occurred_at: instantSchema,
  tenant_id: z.string(),
  /** What it is about; ids in it are percent-encoded. */
  subject: z.string(),
  /** Numbers the events of a subject, from 1 and without gaps. */
  revision: z.int().check(z.gte(1)),
  data: z.looseObject({}),
})
/** An event whose type is not looked at. */
export type EventEnvelope = z.infer<typeof envelopeSchema>

/** The schema of one type of event, with what it carries. */
export function eventSchemaOf<Type extends string, Data extends z.core.$ZodLooseShape>(type: Type, data: Data) {
  return z.extend(envelopeSchema, { type: z.literal(type), data: z.looseObject(data) })
}
