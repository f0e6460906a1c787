import type { MuxPlayer } from './mux-player-type.js'

/**
 * Draws Mux Player for a width before it is in the page.
 *
 * Otherwise it measures itself there first and draws its controls a second time, while their style sheets are not yet in use, and
 * says so in the console. The widths, in pixels, are those its controller names, such as `sm:470`.
 */
export function drawForWidth(player: MuxPlayer, width: number): void {
  for (const pair of player.mediaController?.getAttribute('breakpoints')?.split(/\s+/) ?? []) {
    const [name = '', least] = pair.split(':')
    if (name !== '') player.mediaController?.toggleAttribute(`breakpoint${name}`, width >= Number(least))
  }
  const theme = player.shadowRoot?.querySelector<HTMLElement & { render?(): void }>('media-theme')
  theme?.render?.()
}
