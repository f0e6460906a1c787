import { hideInheritedNames } from '../../hide-inherited-names.js'
import type * as muxPlayerCode from './mux-player-code.js'

/** What comes with Mux Player's code. */
export type MuxPlayerCode = typeof muxPlayerCode

let loading: Promise<MuxPlayerCode> | undefined

/**
 * Loads Mux Player's code unless the page already has it. Rejects with the browser's own error where it could not be fetched; the
 * next call then tries again. Resolves with what comes with the code, and with `undefined` where the page brought its own.
 */
export async function loadMuxPlayer(): Promise<MuxPlayerCode | undefined> {
  // Also what came after the element was defined.
  hideInheritedNames()
  if (!loading && customElements.get('mux-player')) return undefined
  loading ??= import('./mux-player-code.js')
  try {
    return await loading
  } catch (error) {
    loading = undefined
    throw error
  }
}
