import * as z from 'zod/mini'
import { callMux, type MuxConnection } from '../mux/mux-request.js'
import type { MuxFacts } from './diagnose-mux.js'
import { WEBHOOK_PATH } from './probe-mux.js'

/** Something of Mux that is missing and can be made. */
export interface MissingPart {
  /** As it is asked about. */
  readonly what: string
  /** Variables of the environment that it is named in. */
  readonly names: readonly string[]
  /** Makes it; answers lines for an environment, each with a secret that Mux shows this once. */
  make(connection: MuxConnection): Promise<readonly string[]>
}

const keySchema = z.looseObject({ data: z.looseObject({ id: z.string(), private_key: z.string() }) })
const webhookSchema = z.looseObject({ data: z.looseObject({ signing_secret: z.string() }) })

/** Lists what is missing; nothing that is there, working or not, is ever replaced. */
export function findMissing(
  { token, signingKey, webhook }: MuxFacts,
  publicUrl: string | null,
): readonly MissingPart[] {
  if (token !== 'works') return []
  return [
    ...(signingKey === 'absent' ? [SIGNING_KEY] : []),
    ...(webhook && !webhook.isRegistered && publicUrl !== null ? [toWebhook(`${publicUrl}${WEBHOOK_PATH}`)] : []),
  ]
}

const SIGNING_KEY: MissingPart = {
  what: 'a signing key',
  names: ['MUX_SIGNING_KEY', 'MUX_PRIVATE_KEY'],
  async make(connection) {
    const json = await callMux(connection, { method: 'POST', path: '/system/v1/signing-keys' })
    const { id, private_key: key } = keySchema.parse(json).data
    return [`MUX_SIGNING_KEY=${id}`, `MUX_PRIVATE_KEY=${key}`]
  },
}

function toWebhook(address: string): MissingPart {
  return {
    what: `a webhook for ${address}`,
    names: ['MUX_WEBHOOK_SECRET'],
    async make(connection) {
      const json = await callMux(connection, { method: 'POST', path: '/system/v1/webhooks', body: { address } })
      return [`MUX_WEBHOOK_SECRET=${webhookSchema.parse(json).data.signing_secret}`]
    },
  }
}
