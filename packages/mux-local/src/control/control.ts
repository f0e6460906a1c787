import { z } from 'zod'
import { ApiError } from '../api/api-error.js'
import { respondError } from '../api/api.js'
import { deleteAsset } from '../api/assets.js'
import { type ApiContext, findAsset } from '../api/context.js'
import { readBody } from '../api/read-body.js'
import { type Answer, type ApiRoute, data, findRoute } from '../api/route.js'
import type { Delivery } from '../delivery/delivery.js'
import {
  assetResource,
  restrictionResource,
  trackResource,
  uploadResource,
  webhookResource,
} from '../model/resources.js'
import type { Peer } from '../node-listener.js'
import type { WebhookSender } from '../webhooks/sender.js'
import { requireLocal } from './require-local.js'
import { currentData } from './current-data.js'
import { type Faults, faultBody } from './faults.js'

export interface ControlParts {
  readonly context: ApiContext
  readonly sender: WebhookSender
  readonly faults: Faults
  readonly delivery: Delivery
  /** Lists the sample course again. */
  readonly seed: () => void
}

/** `/_local/*`: what a test steers the stand-in by. */
export interface Control {
  fetch(request: Request, path: string, peer: Peer | undefined): Promise<Response>
}

const clockBody = z.strictObject({
  /** Milliseconds, or a text such as `90s`, `15m`, `2h`, `1d`. */
  advance: z.union([z.int().min(0), z.string().regex(/^\d{1,9}(ms|s|m|h|d)$/)]),
})
const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const modeBody = z.strictObject({
  mode: z.enum(['deliver', 'hold', 'drop', 'duplicate', 'shuffle', 'delay']),
  seed: z.int().optional(),
})
const sendBody = z.strictObject({
  type: z.string().min(1).max(200),
  object: z.strictObject({ type: z.string().min(1).max(100), id: z.string().min(1).max(200) }),
  /** What the event is signed with, in place of the webhook's secret. */
  secret: z.string().max(500).optional(),
  /** Seconds that the signature's time differs from now. */
  skew: z.int().optional(),
})
const assetStateBody = z.strictObject({
  state: z.enum(['ready', 'errored', 'deleted']),
  /** Of `errored`. */
  type: z.string().max(100).optional(),
  message: z.string().max(500).optional(),
})

function milliseconds(advance: number | string): number {
  if (typeof advance === 'number') return advance
  const [, amount, unit] = /^(\d+)([a-z]+)$/.exec(advance) ?? []
  return Number(amount) * units[unit as keyof typeof units]
}

export function createControl(parts: ControlParts): Control {
  const { context, sender, faults, delivery } = parts
  const { store, clock, catalogue, processor, announcer } = context
  const { state } = store
  const post = (path: string, run: ApiRoute['run']): ApiRoute => ({ method: 'POST', path, run })
  const finished: Answer = { status: 204 }

  function showState(): Answer {
    return data({
      now: new Date(clock.now()).toISOString(),
      webhook_mode: sender.mode,
      faults: faults.list(),
      uploads: state.uploads.map((upload) => ({ ...uploadResource(upload, undefined), received: upload.received })),
      assets: state.assets.map(assetResource),
      playback_restrictions: state.restrictions.map(restrictionResource),
      signing_keys: state.signingKeys.map(({ id }) => id),
      webhooks: state.webhooks.map((webhook) => webhookResource(webhook)),
      events: state.events.map(({ id, type, object, created, deliveries }) => ({
        id,
        type,
        object,
        created_at: new Date(created).toISOString(),
        deliveries: deliveries.map(({ webhookId, state: reached, attempts }) => ({
          webhook_id: webhookId,
          state: reached,
          attempts: attempts.map(({ status }) => status),
        })),
      })),
    })
  }

  const routes: ApiRoute[] = [
    { method: 'GET', path: 'state', run: showState },
    post('reset', () => {
      for (const { id } of state.assets) catalogue.remove(id)
      faults.clear()
      sender.setMode('deliver', undefined)
      store.reset()
      parts.seed()
      return finished
    }),
    post('clock', async ({ request }) => {
      state.clockOffset += milliseconds((await readBody(request, clockBody)).advance)
      store.save()
      await sender.runDue()
      return data({ now: new Date(clock.now()).toISOString() })
    }),
    post('tokens/expire', () => {
      delivery.expireTokens()
      return finished
    }),
    post('faults', async ({ request }) => {
      faults.add(await readBody(request, faultBody))
      return data(faults.list())
    }),
    {
      method: 'DELETE',
      path: 'faults',
      run() {
        faults.clear()
        return finished
      },
    },
    post('webhooks', async ({ request }) => {
      const { mode, seed } = await readBody(request, modeBody)
      sender.setMode(mode, seed)
      return data(sender.mode)
    }),
    post('webhooks/flush', async () => {
      await processor.idle()
      await sender.flush()
      return finished
    }),
    post('webhooks/send', async ({ request }) => {
      const { type, object, secret, skew } = await readBody(request, sendBody)
      const event = sender.makeEvent(type, object, currentData(state, object))
      return data({ event_id: event.id, deliveries: await sender.sendNow(event, secret, skew ?? 0) })
    }),
    post('assets/:id/state', async ({ request, param }) => {
      const asset = findAsset(context, param('id'))
      const body = await readBody(request, assetStateBody)
      if (body.state === 'deleted') deleteAsset(context, asset)
      else if (body.state === 'errored')
        processor.fail(asset, body.type ?? 'invalid_input', body.message ?? 'It was made to fail by a test')
      else
        processor.finishByHand(
          asset,
          state.assets.find(({ sample }) => sample !== undefined),
        )
      store.save()
      return data(assetResource(asset))
    }),
    post('uploads/:id/timeout', ({ param }) => {
      const upload = state.uploads.find(({ id }) => id === param('id'))
      if (!upload) throw ApiError.notFound('upload')
      if (upload.status !== 'waiting')
        throw ApiError.invalid(`The upload is ${upload.status}; only a waiting one can time out`)
      upload.status = 'timed_out'
      store.save()
      return data(uploadResource(upload, undefined))
    }),
    post('tracks/:id/skip', ({ param }) => {
      const asset = state.assets.find(({ tracks }) => tracks.some(({ id }) => id === param('id')))
      const track = asset?.tracks.find(({ id }) => id === param('id'))
      if (!asset || track?.type !== 'text') throw ApiError.notFound('text track')
      asset.tracks = asset.tracks.filter((each) => each !== track)
      catalogue.put(asset)
      announcer.track('skipped', asset, track)
      return data(trackResource(track, asset.id))
    }),
  ]

  return {
    async fetch(request, path, peer) {
      try {
        requireLocal(request, peer)
        const { route, param } = findRoute(routes, request.method, path)
        const url = new URL(request.url)
        const answer = await route.run({ request, url, base: '', accessToken: '', param })
        return answer.status === 204
          ? new Response(null, answer)
          : Response.json(answer.body, { status: answer.status })
      } catch (error) {
        return respondError(error)
      }
    },
  }
}
