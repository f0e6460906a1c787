import type { MuxPlayer } from './mux-player-type.js'
import { defineTheme, LESSON_THEME } from './theme/define-theme.js'

/**
 * Makes a Mux Player that wears our theme from the first moment on.
 *
 * Its constructor draws a theme at once, so the attribute has to be there before: a swap takes longer, and turns off the captions that are
 * shown.
 */
export function createMuxPlayer(): MuxPlayer {
  defineTheme()
  const { content } = document.createElement('template')
  const player = content.ownerDocument.createElement('mux-player')
  player.setAttribute('theme', LESSON_THEME)
  content.append(player)
  return document.importNode(content, true).firstElementChild as MuxPlayer
}
