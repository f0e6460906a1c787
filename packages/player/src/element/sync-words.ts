import type { SyncStatus } from '../ports.js'
import type { Labels } from './words.js'

/** Names the words about evidence that is not safe on the server yet; `null` where nothing needs saying. */
export function syncWords(
  { state, pending }: SyncStatus,
  countedElsewhere: boolean,
): 'syncOffline' | 'syncWaiting' | 'syncParked' | ('countedElsewhere' & keyof Labels) | null {
  if (countedElsewhere) return 'countedElsewhere'
  if (pending === 0) return null
  if (state === 'offline') return 'syncOffline'
  if (state === 'waiting') return 'syncWaiting'
  return state === 'parked' ? 'syncParked' : null
}
