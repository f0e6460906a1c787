import { hideInheritedNames } from '../../hide-inherited-names.js'

let loading: Promise<unknown> | undefined

/**
 * Loads Mux Player's code unless the page already has it. Rejects with the browser's own error where it could not be fetched; the
 * next call then tries again.
 */
export async function loadMuxPlayer(): Promise<void> {
  // Also what came after the element was defined.
  hideInheritedNames()
  if (customElements.get('mux-player')) return
  loading ??= import('@mux/mux-player')
  try {
    await loading
  } catch (error) {
    loading = undefined
    throw error
  }
}
