import { makeId } from '../model/ids.js'
import { webhookResource } from '../model/resources.js'
import { webhookBody, webhookChanges } from '../model/settings.js'
import type { WebhookRecord } from '../model/state.js'
import { ApiError } from './api-error.js'
import type { ApiContext } from './context.js'
import { pageOf } from './paging.js'
import { readBody } from './read-body.js'
import { type ApiRoute, type Call, created, data, nothing } from './route.js'

/** Registers an address with a new secret. */
export function makeWebhook({ store, clock }: ApiContext, address: string): WebhookRecord {
  const webhook = { id: makeId(26), created: clock.now(), secret: makeId(32), address, enabled: true }
  store.state.webhooks.push(webhook)
  store.save()
  return webhook
}

/** Addresses that events are sent to. */
export function webhookRoutes(context: ApiContext): ApiRoute[] {
  const { store } = context
  const { state } = store
  const path = '/system/v1/webhooks'
  const find = (call: Call) => {
    const webhook = state.webhooks.find(({ id }) => id === call.param('id'))
    if (!webhook) throw ApiError.notFound('webhook')
    return webhook
  }
  const requireFree = (address: string, except?: WebhookRecord) => {
    if (state.webhooks.some((each) => each !== except && each.address === address))
      throw ApiError.invalid('address: Another webhook has it')
  }
  return [
    {
      method: 'POST',
      path,
      async run(call) {
        const { address } = await readBody(call.request, webhookBody)
        requireFree(address)
        const webhook = makeWebhook(context, address)
        return created(webhookResource(webhook, webhook.secret))
      },
    },
    {
      method: 'GET',
      path,
      run: (call) => data(pageOf(state.webhooks, call.url).map((webhook) => webhookResource(webhook))),
    },
    { method: 'GET', path: `${path}/:id`, run: (call) => data(webhookResource(find(call))) },
    {
      method: 'PATCH',
      path: `${path}/:id`,
      async run(call) {
        const webhook = find(call)
        const changes = await readBody(call.request, webhookChanges)
        if (changes.address !== undefined) {
          requireFree(changes.address, webhook)
          webhook.address = changes.address
        }
        if (changes.enabled !== undefined) webhook.enabled = changes.enabled
        store.save()
        return data(webhookResource(webhook))
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      run(call) {
        const webhook = find(call)
        state.webhooks = state.webhooks.filter((each) => each !== webhook)
        store.save()
        return nothing
      },
    },
  ]
}
