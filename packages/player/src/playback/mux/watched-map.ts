import { mergeNarrow } from '../../core/map/merge-narrow.js'
import { stretchAt, toStretches, type Stretch } from '../../core/map/stretches.js'
import type { WatchedMap } from '../../core/map/watched-map.js'
import type { ControlWords } from '../playback-adapter.js'
import { sayPlace, type Place } from './say-place.js'

/** The part of Media Chrome's time bar that is used. */
type TimeRange = HTMLElement & { readonly range?: HTMLInputElement }

interface Piece {
  readonly part: string
  readonly from: number
  readonly to: number
}

/** Draws on the time bar what is watched, and says it of the place that the pointer or the playhead is at. */
export interface WatchedMapView {
  show(map: WatchedMap | null): void
  /** Takes up the time bar of a theme that was just drawn. Where it has no place for a map, none is shown. */
  attach(root: ShadowRoot): void
}

/** `words`: in which the time bar speaks, as they are now. */
export function createMapView(words: () => ControlWords | undefined, signal: AbortSignal): WatchedMapView {
  let map: WatchedMap | null = null
  let stretches: readonly Stretch[] = []
  let box: HTMLElement | null = null
  let bar: TimeRange | null = null
  /** Says its place already: the same theme may be taken up again. */
  let speaking: HTMLInputElement | undefined
  /** Of the bar, in pixels; a common one until it is shown. */
  let width = 640
  const observer = new MutationObserver(hover)
  // To ask the bar itself would lay out the page in the middle of a change.
  const resized = new ResizeObserver(([entry]) => {
    const { width: now = 0 } = entry?.contentRect ?? {}
    if (now === 0 || now === width) return
    width = now
    draw()
  })
  signal.addEventListener('abort', () => {
    observer.disconnect()
    resized.disconnect()
  })

  function draw(): void {
    if (!box) return
    box.hidden = map === null
    bar?.toggleAttribute('mapped', map !== null)
    const pieces = map ? toPieces(map, width) : []
    const { children, ownerDocument } = box
    for (const [index, { part, from, to }] of pieces.entries()) {
      let node = children[index] as HTMLElement | undefined
      if (!node) box.append((node = ownerDocument.createElement('i')))
      if (node.getAttribute('part') !== part) node.setAttribute('part', part)
      move(node, '--a', from)
      move(node, '--z', to)
    }
    while (children.length > pieces.length) box.lastChild?.remove()
  }

  function describe(milliseconds: number): string {
    const stretch = stretchAt(stretches, milliseconds)
    return stretch ? (words()?.stretch(stretch) ?? '') : ''
  }

  function hover(): void {
    const text = bar?.querySelector('[part~="stretch"]')
    const at = bar?.getAttribute('mediapreviewtime')
    if (!text) return
    const said = at ? describe(Number(at) * 1000) : ''
    if (text.textContent !== said) text.textContent = said
  }

  function place(input: HTMLInputElement): Place | null {
    const length = Number(bar?.getAttribute('mediaduration'))
    const spoken = words()
    if (!spoken || !(length > 0)) return null
    const at = input.valueAsNumber * length
    return { text: spoken.position(at, length), description: describe(at * 1000) }
  }

  return {
    show(next) {
      map = next
      stretches = next ? toStretches(next) : []
      draw()
    },

    attach(root) {
      observer.disconnect()
      resized.disconnect()
      bar = root.querySelector<TimeRange>('media-time-range')
      box = bar?.querySelector<HTMLElement>('[slot="thumb"][part~="map"]') ?? null
      if (box) resized.observe(box)
      if (!bar) return
      observer.observe(bar, { attributeFilter: ['mediapreviewtime'] })
      const input = bar.range
      if (input && input !== speaking) sayPlace(input, () => place(input))
      speaking = input
      draw()
    },
  }
}

/** What is drawn, in the order in which it lies on top of each other; `width`: of the bar, in pixels. */
function toPieces({ duration, counted, pending, required, chapters }: WatchedMap, width: number): Piece[] {
  const cut = (part: string, set: WatchedMap['counted']): Piece[] =>
    mergeNarrow(set, duration / width).map(([from, to]) => ({
      part,
      from: from / duration,
      to: Math.min(1, to / duration),
    }))
  const marks = chapters.filter((at) => at > 0 && at < duration).map((at) => at / duration)
  return [
    ...marks.map((at) => ({ part: 'chapter', from: at, to: at })),
    ...cut('required', required),
    ...cut('counted', counted),
    ...cut('pending', pending),
  ]
}

function move(node: HTMLElement, name: string, share: number): void {
  const value = share.toFixed(5)
  if (node.style.getPropertyValue(name) !== value) node.style.setProperty(name, value)
}
