import { isId, isOpaqueId } from '@enhancedhr/protocol'
import { EVENT_TYPES } from '@enhancedhr/protocol/events'
import * as z from 'zod/mini'
import { complainAboutUrl } from '../core/events/endpoint-url.js'
import { readWebhookSecret } from '../core/events/webhook-secret.js'
import type { OptionEndpoint } from '../app/events/event-services.js'
import type { EventOptions } from './options.js'

/** Fewer characters could be guessed. */
const LEAST_KEY = 32

const secret = z
  .string({ error: 'a secret' })
  .check(z.refine((text) => readWebhookSecret(text) !== null, { error: '`whsec_` and base64 of 24 to 64 bytes' }))
const key = z
  .string({ error: 'a key' })
  .check(z.minLength(LEAST_KEY, { error: `a text of at least ${LEAST_KEY.toString()} characters` }))
const text = (isValid: (value: unknown) => boolean, error: string) =>
  z.custom<string>((value) => isValid(value), { error })

/** The option `events`. */
export const eventOptionsSchema = z.union(
  [
    z.literal(false),
    z
      .strictObject({
        endpoints: z.optional(
          z
            .array(
              z.strictObject({
                id: text(isId, 'an id such as `certificates`'),
                url: z.string({ error: 'a URL' }),
                secret: z.union([secret, z.array(secret).check(z.minLength(1))], {
                  error: 'a secret or a list of them: `whsec_` and base64 of 24 to 64 bytes',
                }),
                types: z.optional(
                  z
                    .array(z.enum(EVENT_TYPES as [string, ...string[]], { error: `one of ${EVENT_TYPES.join(', ')}` }))
                    .check(z.minLength(1, { error: 'at least one type' })),
                ),
                tenantId: z.optional(text(isOpaqueId, 'a tenant')),
              }),
              { error: 'a list of endpoints `{ id, url, secret }`' },
            )
            .check(z.refine(hasDistinctNames, { error: 'endpoints that differ in id or tenant' })),
        ),
        key: z.optional(
          z.union([key, z.array(key).check(z.minLength(1))], {
            error: `a text of at least ${LEAST_KEY.toString()} characters, or a list of them`,
          }),
        ),
        allowPrivate: z.optional(z.boolean({ error: 'true or false' })),
      })
      .check(
        z.superRefine(({ endpoints = [], allowPrivate = false }, context) => {
          for (const [index, { url }] of endpoints.entries()) {
            const error = complainAboutUrl(url, allowPrivate)
            if (error !== null) {
              context.addIssue({ code: 'custom', path: ['endpoints', index, 'url'], message: error, input: url })
            }
          }
        }),
      ),
  ],
  { error: 'false, or an object with `endpoints` or a `key`' },
)

/** The endpoints of the options, complete. */
export function readEndpoints({ endpoints = [] }: EventOptions): readonly OptionEndpoint[] {
  return endpoints.map(({ id, url, secret: given, types, tenantId = 'default' }) => ({
    tenantId,
    endpointId: id,
    url,
    types: types ?? null,
    secrets: typeof given === 'string' ? [given] : given,
  }))
}

function hasDistinctNames(
  endpoints: readonly { readonly id: string; readonly tenantId?: string | undefined }[],
): boolean {
  return (
    new Set(endpoints.map(({ id, tenantId = 'default' }) => JSON.stringify([tenantId, id]))).size === endpoints.length
  )
}
