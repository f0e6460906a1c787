import type { Grant } from '@enhancedhr/protocol/wire'
import type { BrowserContext } from 'playwright-core'
import type { Ground } from './ground.js'

/** Mux's hosts as a browser sees them, answered by the stand-in. */
export interface MuxHosts {
  media: number
  images: number
  beacons: number
  /** Views that were reported to Mux Data. */
  readonly views: Set<string>
  prepare(context: BrowserContext): Promise<void>
}

/** Sends a browser's requests for Mux's hosts to the stand-in, and names these hosts in the handler's answers. */
export async function routeMux(ground: Ground): Promise<MuxHosts> {
  const hosts: MuxHosts = {
    media: 0,
    images: 0,
    beacons: 0,
    views: new Set(),
    async prepare(context) {
      await context.route(/^https:\/\/(stream|image)\.mux\.com\//, async (route) => {
        const url = route.request().url()
        if (url.startsWith('https://image')) hosts.images += 1
        else hosts.media += 1
        const answer = await ground.mux.fetch(new Request(url, { headers: await route.request().allHeaders() }))
        const body = Buffer.from(await answer.arrayBuffer())
        await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body })
      })
      await context.route(/litix\.io/, async (route) => {
        hosts.beacons += 1
        const beacon = route.request().postData() ?? ''
        for (const [, view] of beacon.matchAll(/"xid":"([^"]+)"/g)) if (view) hosts.views.add(view)
        await route.fulfill({ status: 200, headers: { 'access-control-allow-origin': '*' }, body: '' })
      })
      await context.route(/\/v1\/(sessions|tokens)$/, async (route) => {
        const answer = await route.fetch()
        const grant = (await answer.json()) as Grant
        if (!answer.ok()) return route.fulfill({ response: answer })
        const { stream, poster, storyboard } = grant.playback.urls
        const here = `${ground.origin}/mux`
        const urls = {
          stream: stream.replace(here, 'https://stream.mux.com'),
          poster: poster.replace(here, 'https://image.mux.com'),
          storyboard: storyboard.replace(here, 'https://image.mux.com'),
        }
        return route.fulfill({ response: answer, json: { ...grant, playback: { ...grant.playback, urls } } })
      })
    },
  }
  return hosts
}
