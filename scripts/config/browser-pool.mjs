/**
 * Several browsers that the test runner takes for one: each file goes to one that is free. Each browser has one page at
 * a time, because of two pages in one window one is hidden, which paints nothing and counts as hidden.
 *
 * `browsers` are launchers as the test runner knows them.
 */
export function browserPool(browsers) {
  const free = [...browsers]
  const busy = new Map()
  const release = (session) => {
    if (busy.has(session)) free.push(busy.get(session))
    busy.delete(session)
  }
  return {
    name: browsers[0].name,
    type: browsers[0].type,
    concurrency: browsers.length,
    initialize: (...settings) => Promise.all(browsers.map((browser) => browser.initialize(...settings))),
    stop: () => Promise.all(browsers.map((browser) => browser.stop())),
    async startSession(session, url) {
      const browser = free.shift()
      busy.set(session, browser)
      try {
        await browser.startSession(session, url)
      } catch (error) {
        // The runner ends only what has begun.
        if (!browser.isActive(session)) release(session)
        throw error
      }
    },
    isActive: (session) => busy.get(session)?.isActive(session) ?? false,
    getBrowserUrl: (session) => busy.get(session).getBrowserUrl(session),
    async stopSession(session) {
      try {
        return await busy.get(session).stopSession(session)
      } finally {
        release(session)
      }
    },
    startDebugSession: (session, url) => browsers[0].startDebugSession(session, url),
  }
}
