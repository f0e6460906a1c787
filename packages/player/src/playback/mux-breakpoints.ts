import type { MuxPlayer } from './mux-player-type.js'

/** The widths, in pixels, from which Mux Player shows more of its controls. */
const BREAKPOINTS = { sm: 384, md: 576, lg: 768, xl: 960 }

/**
 * Draws Mux Player for a width before it is in the page.
 *
 * Otherwise it measures itself there first and draws its controls a second time, while their style sheets are not yet in use, and
 * says so in the console.
 */
export function drawForWidth(player: MuxPlayer, width: number): void {
  for (const [name, least] of Object.entries(BREAKPOINTS)) {
    player.mediaController?.toggleAttribute(`breakpoint${name}`, width >= least)
  }
  const theme = player.shadowRoot?.querySelector<HTMLElement & { render?(): void }>('media-theme')
  theme?.render?.()
}
