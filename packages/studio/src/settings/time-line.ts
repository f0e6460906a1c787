import { html, nothing, type TemplateResult } from 'lit'
import { keyTarget, moveEdge, type Edge } from '../core/settings/parts.js'
import { formatTime } from '../core/settings/time-text.js'
import { formatNumber } from '../i18n/format.js'
import type { LinePointer } from './line-pointer.js'
import { PARTS } from './part-pointers.js'
import type { SettingsContext } from './settings-context.js'

/** Draws the video as a line, with its parts, chapters and where the player is. Positions go from left to right in every language. */
export function timeLine(context: SettingsContext, duration: number, pointer: LinePointer): TemplateResult {
  const { draft, preview, words } = context
  const share = (seconds: number): string =>
    `${((Math.min(Math.max(seconds, 0), duration) / duration) * 100).toFixed(3)}%`
  const bar = (from: number, to: number, kind: string, name: string): TemplateResult =>
    html`<div class="stretch ${kind}" style="left:${share(from)};width:calc(${share(to)} - ${share(from)})">
      <span aria-hidden="true">${name}</span>
    </div>`
  return html`<div class="line-box" dir="ltr" part="time-line">
    <div
      class="line"
      @pointerdown=${pointer.down}
      @pointermove=${pointer.move}
      @pointerup=${pointer.up}
      @pointercancel=${pointer.cancel}
    >
      ${draft.chapters.map(({ from }) => html`<i class="chapter" style="left:${share(from)}"></i>`)}
      ${draft.parts.map(([from, to], index) => bar(from, to, 'part', formatNumber(index + 1, words.language())))}
      ${pointer.drawn ? bar(pointer.drawn[0], pointer.drawn[1], 'part drawn', '') : nothing}
      ${draft.parts.flatMap((_, index) => [
        handle(context, index, 'from', duration, share),
        handle(context, index, 'to', duration, share),
      ])}
      ${preview.position === null ? nothing : html`<i class="head" style="left:${share(preview.position)}"></i>`}
    </div>
    <div class="ends quiet"><span>${formatTime(0)}</span><span>${formatTime(duration)}</span></div>
  </div>`
}

/** One end of a part, as a slider for the keyboard. */
function handle(
  { draft, words, edit, preview }: SettingsContext,
  index: number,
  edge: Edge,
  duration: number,
  share: (seconds: number) => string,
): TemplateResult {
  const position = draft.parts[index]![edge === 'from' ? 0 : 1]
  const number = formatNumber(index + 1, words.language())
  const keyed = (event: KeyboardEvent): void => {
    const target = keyTarget(event.key, event.shiftKey, position, duration)
    if (target === null || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const parts = moveEdge(draft.parts, index, edge, target, duration)
    edit({ parts }, `${PARTS}/${index.toString()}`)
    preview.seek(parts[index]![edge === 'from' ? 0 : 1])
  }
  return html`<span
    class="handle ${edge}"
    style="left:${share(position)}"
    role="slider"
    tabindex="0"
    data-index=${index}
    data-edge=${edge}
    aria-label=${words.formatter(edge === 'from' ? 'settingsSegmentStart' : 'settingsSegmentEnd')(number)}
    aria-valuemin="0"
    aria-valuemax=${duration}
    aria-valuenow=${position}
    aria-valuetext=${formatTime(position)}
    @keydown=${keyed}
  ></span>`
}
