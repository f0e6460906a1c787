import type { EndpointKey } from '../../core/records/event.js'
import type { KeepsSecrets } from '../../core/events/keeps-secrets.js'
import type { SendWebhook } from '../../core/events/sends-webhooks.js'

/** An endpoint that the options name. */
export interface OptionEndpoint extends EndpointKey {
  readonly url: string
  /** `null`: every type. */
  readonly types: readonly string[] | null
  readonly secrets: readonly string[]
}

/** What outgoing events are sent with. */
export interface EventServices {
  readonly endpoints: readonly OptionEndpoint[]
  /** `null` without a key: endpoints come from the options alone. */
  readonly secrets: KeepsSecrets | null
  /** Whether endpoints may be on private addresses. */
  readonly allowPrivate: boolean
  readonly send: SendWebhook
}
