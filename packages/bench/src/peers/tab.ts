import { compileFunction } from 'node:vm'
import { IDBKeyRange } from 'fake-indexeddb'
import { Window } from 'happy-dom'
import type { Collector } from './collector.js'
import { createLocalStorage, type LocalStorage } from './local-storage.js'
import type { Given, Stretch, Watcher } from './truth.js'
import type { VirtualTime } from './virtual-time.js'
import { WebLocks } from './web-locks.js'

/** What the tabs of one browser share. */
export interface Profile {
  readonly localStorage: LocalStorage
  readonly indexedDB: IDBFactory
  readonly locks: WebLocks
  readonly channels: Set<Channel>
  /** What the browser believes about the network. */
  online: boolean
}

/** One tab with one page. */
export interface Tab {
  readonly watcher: Watcher
  /** Closes it as a browser does: the page gets its events, and its last requests still leave. */
  close(): Promise<void>
  /** Ends it as a crash does: no event is dispatched, no timer fires, no answer arrives. */
  kill(): void
  /** Dispatches `offline` or `online` to the page. */
  dispatchOnline(): void
}

export interface TabSettings {
  readonly script: string
  readonly session: string
  readonly profile: Profile
  readonly time: VirtualTime
  readonly collector: Collector
  readonly watched: Stretch[]
}

/** Real and unbound to any page, so that what the SDKs do is what they do in a browser. */
const REAL = { AbortController, AbortSignal, Blob, FormData, Headers, Request, Response, TextDecoder, TextEncoder, URL }

/** An end of a `BroadcastChannel`; all of a profile have one name here. */
interface Channel {
  onmessage: ((event: { readonly data: unknown }) => void) | null
}

/** Opens a tab: a separate window in virtual time, the profile's storage, and the page's script run in it. */
export function openTab({ script, session, profile, time, collector, watched }: TabSettings): Tab {
  const { clock } = time
  const page = new Window({ url: 'https://school.test/lesson' })
  const life = { over: false }
  const born = clock.now
  const alive =
    (run: (...args: unknown[]) => void) =>
    (...args: unknown[]): void => {
      if (!life.over) run(...args)
    }
  const request = async (url: unknown, init?: Parameters<Collector['fetch']>[1]): Promise<Response> => {
    const sent = collector.fetch(url instanceof Request ? url.url : String(url), init)
    return new Promise((resolve, reject) => {
      sent.then(alive(resolve as () => void), alive(reject))
    })
  }
  const { locks, dies } = profile.locks.openTab()
  const own = new Set<Channel>()
  class BroadcastChannel implements Channel {
    onmessage: Channel['onmessage'] = null

    constructor() {
      own.add(this)
      profile.channels.add(this)
    }

    postMessage(data: unknown): void {
      for (const other of profile.channels) {
        if (other !== this) queueMicrotask(() => profile.channels.has(other) && other.onmessage?.({ data }))
      }
    }

    close(): void {
      profile.channels.delete(this)
    }
  }
  const given: Given = { session, watched: (from, to) => watched.push({ session, from, to }) }
  const globals: Record<string, unknown> = {
    ...REAL,
    given,
    fetch: request,
    XMLHttpRequest: undefined,
    BroadcastChannel,
    process: undefined,
    setImmediate: undefined,
    localStorage: profile.localStorage,
    indexedDB: profile.indexedDB,
    IDBKeyRange,
    crypto,
    structuredClone,
    console: { ...console, log: () => undefined, warn: () => undefined, error: () => undefined },
    Date: clock.Date,
    performance: { now: () => clock.now - born, timeOrigin: born, mark: () => undefined, getEntriesByType: () => [] },
    setTimeout: (run: () => void, delay?: number) => clock.setTimeout(alive(run), delay ?? 0),
    clearTimeout: (id: number) => clock.clearTimeout(id),
    setInterval: (run: () => void, delay?: number) => clock.setInterval(alive(run), delay ?? 0),
    clearInterval: (id: number) => clock.clearInterval(id),
    requestAnimationFrame: (run: () => void) => clock.setTimeout(alive(run), 16),
    requestIdleCallback: (run: () => void) => clock.setTimeout(alive(run), 1),
  }
  for (const [name, value] of Object.entries(globals)) define(page, name, value)
  for (const name of ['globalThis', 'window', 'self']) define(page, name, page)
  define(page.navigator, 'sendBeacon', (url: string, body: unknown) => {
    void request(url, { body }).catch(() => undefined)
    return true
  })
  Object.defineProperty(page.navigator, 'onLine', { configurable: true, get: () => profile.online })
  define(page.navigator, 'locks', locks)
  const visibility = { state: 'visible' }
  Object.defineProperty(page.document, 'visibilityState', { configurable: true, get: () => visibility.state })
  Object.defineProperty(page.document, 'hidden', { configurable: true, get: () => visibility.state === 'hidden' })

  // The script sees this window's names before Node's own; a bundle of a page is not a module and may be inside a `with`.
  const run = compileFunction(`with (page) { ${script} }`, ['page']) as (page: Window) => void
  run(page)
  const dispatch = (target: EventTarget, type: string): void => {
    if (!life.over) target.dispatchEvent(new page.Event(type) as unknown as Event)
  }
  const [target, document] = [page, page.document] as unknown as [EventTarget, EventTarget]
  const kill = (): void => {
    life.over = true
    dies()
    for (const channel of own) profile.channels.delete(channel)
  }
  return {
    watcher: Reflect.get(page, 'watcher') as Watcher,
    async close() {
      visibility.state = 'hidden'
      dispatch(target, 'pagehide')
      dispatch(document, 'visibilitychange')
      await Promise.resolve()
      kill()
    },
    kill,
    dispatchOnline: () => dispatch(target, profile.online ? 'online' : 'offline'),
  }
}

/** An empty profile. */
export function createProfile(indexedDB: IDBFactory): Profile {
  return { localStorage: createLocalStorage(), indexedDB, locks: new WebLocks(), channels: new Set(), online: true }
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { configurable: true, writable: true, value })
}
