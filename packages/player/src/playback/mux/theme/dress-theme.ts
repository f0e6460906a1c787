import { adoptOwnStyles } from '@enhancedhr/element-kit'
import type { PlaybackOptions } from '../../playback-adapter.js'
import type { MuxPlayer } from '../mux-player-type.js'
import { exportedParts, OWN_PARTS } from '../mux-parts.js'
import { adaptiveStyles } from './adaptive-styles.js'
import { mapStyles } from './map-styles.js'
import { themeStyles } from './styles.js'

/** Media Chrome's element that draws a theme. */
type ThemeElement = HTMLElement & { template?: HTMLTemplateElement }

/** What decides whether the bar is there, and so whether it can have the focus; a new controller does not know it yet. */
const STATES = ['mediapaused', 'mediahasplayed'] as const

/** What a theme wears besides its template. */
export interface Dressing {
  readonly options: PlaybackOptions
  /** Take up what was drawn: called again after each drawing. */
  readonly parts: readonly ((root: ShadowRoot) => void)[]
}

/** The part of Mux Player in which the controls are drawn. */
export function themeRoot(player: MuxPlayer): ShadowRoot | null {
  return themeOf(player)?.shadowRoot ?? null
}

/**
 * Gives the theme that Mux Player has drawn everything that a template cannot hold: style sheets, the words that are ours, the map, what
 * goes full screen.
 *
 * `change` makes Mux Player draw it again, by default with the same template, as another language of the controls needs it. What a
 * drawing would lose stays: the captions that are shown and the focus. Playing goes on.
 */
export function dressTheme(player: MuxPlayer, dressing: Dressing, change?: 'again' | (() => void)): void {
  const theme = themeOf(player)
  const root = theme?.shadowRoot
  if (!theme || !root) return
  const shown = change ? [...(player.media?.textTracks ?? [])].filter(({ mode }) => mode === 'showing') : []
  const focused = change ? root.activeElement?.getAttribute('part') : null
  const before = player.mediaController
  const states = change ? STATES.map((name) => [name, before?.hasAttribute(name) === true] as const) : []
  // The controls read most of their words while they are drawn.
  if (change) player.mediaController?.setAttribute('lang', dressing.options.lang)
  if (change === 'again') redraw(theme)
  else change?.()

  // Captions bring a sheet too, and another theme brings others.
  const sheets = typeof change === 'function' ? [] : [...root.adoptedStyleSheets]
  adoptOwnStyles(root, root.querySelector('.captions') ? [mapStyles, themeStyles, adaptiveStyles] : [mapStyles])
  const kept = sheets.filter((sheet) => !root.adoptedStyleSheets.includes(sheet))
  if (kept.length > 0) root.adoptedStyleSheets.push(...kept)
  exportParts(player, theme)
  const { options, parts } = dressing
  const { mediaController: controller } = player
  if (controller) {
    // Read once when it gets into the page, and global to it.
    controller.setAttribute('lang', options.lang)
    // Set again, it makes Media Chrome forget that anything has played.
    if (controller.fullscreenElement !== options.fullscreenElement) {
      controller.fullscreenElement = options.fullscreenElement
    }
  }
  const words: Readonly<Record<string, string>> = { ...options.words.wording, ...options.words.labels }
  for (const label of root.querySelectorAll<HTMLElement>('[data-label]')) {
    const text = words[label.dataset['label'] ?? ''] ?? ''
    if (label.matches('[part~="menu"]')) Object.assign(label, { ariaLabel: text, dir: options.words.dir })
    else if (label.textContent !== text) label.textContent = text
  }
  for (const take of parts) take(root)
  // A drawing turns off every track.
  for (const track of shown) if (track.mode !== 'showing') track.mode = 'showing'
  // Its controller takes up the media only later.
  for (const [name, isOn] of states) controller?.toggleAttribute(name, isOn)
  if (focused && !root.activeElement) root.querySelector<HTMLElement>(`[part="${focused}"]`)?.focus()
}

/**
 * The same template draws nothing, so a copy takes its place for a moment. Left there, the next attribute that Mux Player gets would
 * bring the template back, and draw at a time that nobody knows of.
 */
function redraw(theme: ThemeElement): void {
  const { template } = theme
  if (!template) return
  for (const next of [template.cloneNode(true) as HTMLTemplateElement, template]) theme.template = next
}

function themeOf(player: MuxPlayer): ThemeElement | null {
  return player.shadowRoot?.querySelector<ThemeElement>('media-theme') ?? null
}

/** A theme has the list of Mux Player's own parts from the moment it is made, and keeps what is added. */
function exportParts(player: MuxPlayer, theme: Element): void {
  const names = theme.getAttribute('exportparts') ?? ''
  if (names.includes(OWN_PARTS[0])) return
  player.setAttribute('exportparts', exportedParts(names))
  theme.setAttribute('exportparts', [names, ...OWN_PARTS].join(', '))
}
