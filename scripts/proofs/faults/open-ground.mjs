import { launch } from './browser.mjs'
import { startDemo } from './demo.mjs'
import { runToEnd } from './ground.mjs'
import { openPostgres } from './open-postgres.mjs'
import { startProxy } from './proxy.mjs'

/** What all rows share: a demo, a proxy before it, a browser, a database; the last two are opened when a row needs them. */
export async function openGround() {
  const ends = []
  const shared = { atEnd: (end) => ends.push(end) }
  const demo = await startDemo(shared)
  const proxy = await startProxy(shared, demo.origin)
  const found = {}
  const open = { browser: launch, postgres: openPostgres, redis: findRedis }
  return {
    /** Opens what a row needs; answers what is not there. */
    async missing(needs) {
      for (const need of needs) {
        found[need] ??= await open[need](shared).catch(() => null)
        if (!found[need]) return { browser: 'Chromium', postgres: 'PostgreSQL', redis: 'Redis' }[need]
      }
      return null
    },
    /** What one row works with; what it opens goes with it. */
    part() {
      const own = []
      proxy.reset()
      return { demo, proxy, ...found, atEnd: (end) => own.push(end), close: () => closeAll(own) }
    },
    close: () => closeAll(ends),
  }
}

/** Each row that freezes Redis starts its own Redis. */
async function findRedis() {
  return (await runToEnd('redis-server', ['--version'])).code === 0
}

async function closeAll(ends) {
  for (const end of ends.splice(0).reverse()) {
    await Promise.resolve()
      .then(end)
      .catch(() => undefined)
  }
}
