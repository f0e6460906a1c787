import { every } from '@enhancedhr/element-kit'
import type { Tabs } from '../ports/tabs.js'
import { notify } from '../notify.js'

export interface BrowserTabsOptions {
  /** `null`: the browser has none, or denies them. */
  readonly locks?: LockManager | null
  readonly channel?: (() => BroadcastChannel) | null
  /** A tab at work says so this often (2 s); one that is silent for `silenceMs` (8 s) is regarded as frozen. */
  readonly beatMs?: number
  readonly silenceMs?: number
}

const WORK = 'ehr-lq/'
const PRESENCE = 'ehr-lq-alive/'
const CHANNEL = 'ehr-lesson-queue'

/**
 * Knows the other tabs by Web Locks and a BroadcastChannel; both live in this browser alone.
 *
 * The lock of a piece of work is kept for that piece, never for the life of a page: a frozen page keeps its locks, and
 * whoever waits for one would wait until it is thawed. Presence is a shared lock that nobody ever waits for.
 */
export function createBrowserTabs(options: BrowserTabsOptions = {}): Tabs {
  const { locks = find(() => navigator.locks), beatMs = 2_000, silenceMs = 8_000 } = options
  const { channel = () => new BroadcastChannel(CHANNEL) } = options
  const listeners = new Set<(message: unknown) => void>()
  let open: BroadcastChannel | null = null

  function connect(): BroadcastChannel | null {
    open ??= channel && find(channel)
    if (open) open.onmessage = ({ data }) => listeners.forEach((listener) => notify(() => listener(data)))
    return open
  }

  /** An open channel that hears something throws a page out of the back-forward cache. */
  function disconnect(): void {
    open?.close()
    open = null
  }

  const whileListening = { leave: disconnect, back: () => void connect() }

  function listen(listener: (message: unknown) => void): () => void {
    if (listeners.size === 0) {
      connect()
      window.addEventListener('pagehide', whileListening.leave)
      window.addEventListener('pageshow', whileListening.back)
    }
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      disconnect()
      window.removeEventListener('pagehide', whileListening.leave)
      window.removeEventListener('pageshow', whileListening.back)
    }
  }

  function broadcast(message: unknown): void {
    find(() => connect()?.postMessage(message))
  }

  async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    let running: Promise<T> | undefined
    let silent = 0
    let lastLook = performance.now()
    const line = new AbortController()
    const stopListening = listen((message) => {
      if (isBeat(message, name)) silent = 0
    })
    const stopWatching = every(beatMs / 2, () => {
      // While this page stood still itself, it heard nothing: of such a time only as much counts as two beats take.
      const now = performance.now()
      silent += Math.min(now - lastLook, 2 * beatMs)
      lastLook = now
      if (silent >= silenceMs) line.abort()
    })
    const begin = (): Promise<T> => {
      stopWatching()
      stopListening()
      running ??= work()
      const stopBeating = every(beatMs, () => broadcast({ beat: name }))
      return running.finally(stopBeating)
    }
    const request = (settings: LockOptions): Promise<T> =>
      locks ? locks.request(WORK + name, settings, begin) : begin()
    try {
      return await request({ signal: line.signal }).catch((error: unknown) => {
        // Begun, and taken away by a tab that did not hear this one: the work goes on beside that one's.
        if (running) return running
        if (!line.signal.aborted) throw error
        return request({ steal: true })
      })
    } catch (error) {
      if (running) return await running
      // Denied, as in a frame of a site that may keep nothing.
      if (error instanceof DOMException) return await begin()
      throw error
    } finally {
      stopWatching()
      stopListening()
    }
  }

  return {
    alone,
    broadcast,
    listen,
    present(key) {
      let leave = (): void => undefined
      const stay = new Promise<void>((resolve) => (leave = resolve))
      const presence = find(() => locks?.request(PRESENCE + key, { mode: 'shared' }, () => stay))
      presence?.catch(() => undefined)
      return leave
    },
    async living() {
      try {
        const { held = [] } = (await locks?.query()) ?? {}
        if (!locks) return null
        const names = held.map(({ name = '' }) => name).filter((name) => name.startsWith(PRESENCE))
        return new Set(names.map((name) => name.slice(PRESENCE.length)))
      } catch {
        // Denied: the date of the last write has to show it.
        return null
      }
    },
  }
}

function isBeat(message: unknown, name: string): boolean {
  return typeof message === 'object' && message !== null && Reflect.get(message, 'beat') === name
}

/** What the browser gives, or nothing where it denies it. */
function find<T>(ask: () => T): T | null {
  try {
    return ask() ?? null
  } catch {
    return null
  }
}
