import { addPart, moveEdge, type Edge } from '../core/settings/parts.js'
import type { Part } from '../core/settings/settings-draft.js'
import { PARTS } from './part-pointers.js'
import type { SettingsContext } from './settings-context.js'

/** A press that moves less than this many pixels draws nothing: it is a place to look at. */
const SLACK = 4

/** The settings and the length of the video in seconds, while there is a line. */
type FindLine = () => { readonly context: SettingsContext; readonly duration: number } | null

type Dragging =
  | { readonly kind: 'edge'; readonly index: number; readonly edge: Edge }
  | { readonly kind: 'new'; readonly start: number; readonly x: number }

/** What a pointer does on the time line: moves an end of a part, draws a new one, or shows a place in the player. */
export class LinePointer {
  readonly #context: FindLine
  readonly #changed: () => void
  #dragging: Dragging | null = null
  #drawn: Part | null = null

  constructor(context: FindLine, changed: () => void) {
    this.#context = context
    this.#changed = changed
  }

  /** A part that is being drawn. */
  get drawn(): Part | null {
    return this.#drawn
  }

  readonly down = (event: PointerEvent): void => {
    const line = event.currentTarget as HTMLElement
    if (event.button !== 0) return
    const handle = (event.target as Element).closest<HTMLElement>('.handle')
    line.setPointerCapture(event.pointerId)
    if (handle) {
      const edge = handle.dataset['edge'] === 'to' ? 'to' : 'from'
      this.#dragging = { kind: 'edge', index: Number(handle.dataset['index']), edge }
      handle.focus()
      // The browser would take the focus back.
      event.preventDefault()
      return
    }
    this.#dragging = { kind: 'new', start: this.#position(event), x: event.clientX }
  }

  readonly move = (event: PointerEvent): void => {
    const found = this.#context()
    const dragging = this.#dragging
    if (!found || !dragging) return
    const { context, duration } = found
    const position = this.#position(event)
    if (dragging.kind === 'edge') {
      const parts = moveEdge(context.draft.parts, dragging.index, dragging.edge, position, duration)
      context.edit({ parts }, `${PARTS}/${dragging.index.toString()}`)
      context.preview.seek(position)
      return
    }
    if (!this.#drawn && Math.abs(event.clientX - dragging.x) < SLACK) return
    this.#drawn = [Math.min(dragging.start, position), Math.max(dragging.start, position)]
    this.#changed()
  }

  readonly up = (event: PointerEvent): void => {
    const found = this.#context()
    const dragging = this.#dragging
    const drawn = this.#drawn
    this.cancel()
    if (!found || dragging?.kind !== 'new') return
    const { context, duration } = found
    if (drawn) context.edit({ parts: addPart(context.draft.parts, ...drawn, duration) }, PARTS)
    else context.preview.seek(this.#position(event))
  }

  readonly cancel = (): void => {
    this.#dragging = null
    if (this.#drawn === null) return
    this.#drawn = null
    this.#changed()
  }

  #position({ clientX, currentTarget }: PointerEvent): number {
    const { left, width } = (currentTarget as HTMLElement).getBoundingClientRect()
    const duration = this.#context()?.duration ?? 0
    return width > 0 ? Math.min(Math.max((clientX - left) / width, 0), 1) * duration : 0
  }
}
