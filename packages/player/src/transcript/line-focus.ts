/** Makes the lines of the text one stop of the Tab key: the arrow keys, Home and End go from line to line. */
export class LineFocus {
  readonly #box: () => HTMLElement | null

  constructor(box: () => HTMLElement | null) {
    this.#box = box
  }

  /** The line that has the focus. */
  get focused(): HTMLElement | null {
    return this.#box()?.querySelector<HTMLElement>('[data-line]:focus') ?? null
  }

  /** The index of the line in which something happened; -1 for none. */
  lineOf(target: EventTarget | null): number {
    const line = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null
    return line ? Number(line.dataset['line']) : -1
  }

  /** Tab comes to this line, or to the first one; while a line has the focus, to that one. */
  keep(line: number): void {
    const box = this.#box()
    if (!box) return
    const next = this.focused ?? box.querySelector(`[data-line="${line}"]`) ?? box.querySelector('[data-line]')
    const last = box.querySelector('[tabindex="0"]')
    if (last === next) return
    last?.setAttribute('tabindex', '-1')
    next?.setAttribute('tabindex', '0')
  }

  /** Moves the focus by a key; whether it did. */
  move({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const box = this.#box()
    if (!box || altKey || ctrlKey || metaKey) return false
    const lines = [...box.querySelectorAll<HTMLElement>('[data-line]')]
    const at = lines.findIndex((line) => line === this.focused)
    const places: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: lines.length - 1,
    }
    const next = lines[places[key] ?? -1]
    if (!next) return false
    // The box is scrolled by hand: the browser would scroll the page too.
    next.focus({ preventScroll: true })
    this.keep(-1)
    return true
  }
}
