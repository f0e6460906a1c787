import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLessonSite, type LessonSite } from './support/lesson-site.js'
import { watchPage } from './support/player-page.js'

const FILE = new URL('../../plain-html/index.html', import.meta.url)

describe('the plain HTML example', () => {
  let site: LessonSite
  let server: Server
  let origin: string
  beforeAll(async () => {
    site = await openLessonSite()
    // The file names the demo's usual address; here the demo has another port.
    const html = (await readFile(FILE, 'utf8')).replaceAll('http://127.0.0.1:4173', site.demo.origin)
    server = createServer((_, res) => res.setHeader('content-type', 'text/html; charset=utf-8').end(html))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server.close()
    server.closeAllConnections()
    await site.close()
  })

  it('plays a lesson on a page of another origin and reports it', async () => {
    const context = await site.browser.newContext()
    const player = await watchPage(await context.newPage())
    await player.page.goto(origin)
    await player.ready()
    await player.play()
    await player.reach(2)
    await player.pause()
    await player.flush()
    await expect.poll(() => player.count('ehr-progress')).toBeGreaterThan(0)
    expect((await player.picture()).contrast).toBeGreaterThan(10)
    await expect.poll(() => player.page.locator('output').textContent()).toMatch(/[1-9]\d*(\.\d)? % watched/)
    await context.close()
  })
})
