import type { MuxPlayer } from '../mux-player-type.js'

/**
 * Takes Escape for the innermost menu that is open where the menu itself does not hear of it: it gets the focus, and with it keys, only once it
 * has faded in. Whether there was one.
 */
export function leaveOpeningMenu(event: KeyboardEvent, player: MuxPlayer): boolean {
  const root = player.shadowRoot?.querySelector('media-theme')?.shadowRoot
  const menu = [...(root?.querySelectorAll('[part~="menu"]:not([hidden])') ?? [])].at(-1)
  if (event.key !== 'Escape' || !menu || event.composedPath().includes(menu)) return false
  // It takes the focus now, or it would when it has faded out; and with the key it gives it back.
  menu.dispatchEvent(new Event('transitionend'))
  menu.dispatchEvent(new KeyboardEvent('keydown', { key: event.key }))
  return true
}
