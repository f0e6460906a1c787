import * as z from 'zod/mini'
import { eventSchemaOf } from './envelope.js'

/** Sent on request to one endpoint, so that its receiver can be tried. */
export const endpointTestSchema = eventSchemaOf('endpoint.test', { message: z.string() })
export type EndpointTest = z.infer<typeof endpointTestSchema>
