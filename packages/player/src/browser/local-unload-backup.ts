import type { UnloadBackup } from '../ports/unload-backup.js'
import { serialize } from '@enhancedhr/protocol/serialize'

const PREFIX = 'ehr-lq/'

/** Keeps records in localStorage, which is written in the very task that asks for it, also while the page goes. */
export const localUnloadBackup: UnloadBackup = {
  put(key, value) {
    attempt(() => localStorage.setItem(PREFIX + key, serialize(value)))
  },
  delete(key) {
    attempt(() => localStorage.removeItem(PREFIX + key))
  },
  entries(prefix) {
    const found: [string, unknown][] = []
    attempt(() => {
      for (let index = 0; index < localStorage.length; index += 1) {
        const name = localStorage.key(index)
        if (name?.startsWith(PREFIX + prefix)) found.push([name.slice(PREFIX.length), read(name)])
      }
    })
    return found
  },
}

function read(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') as unknown
  } catch {
    // Not written by this player: left alone like any version that it does not know.
    return null
  }
}

function attempt(work: () => void): void {
  try {
    work()
  } catch {
    // Denied or full: the checkpoint of the last second stands, and the farewell request is on its way.
  }
}
