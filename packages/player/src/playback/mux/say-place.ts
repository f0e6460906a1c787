import { after } from '@enhancedhr/element-kit'

/** How often the place is said again while the focus is elsewhere, in milliseconds. */
const AWAY_MS = 1_000

/** What a time bar says of the place that it is at. */
export interface Place {
  readonly text: string
  readonly description: string
}

/**
 * Lets a time bar say its place in our words: Media Chrome writes an English sentence several times a second. `place`: as it is now, or
 * nothing as long as Media Chrome knows best.
 *
 * Words about time cost more than all else at the start of a lesson. So a bar with the focus says its place at once, and any other one
 * a second later.
 */
export function sayPlace(input: HTMLInputElement, place: () => Place | null): void {
  /** What Media Chrome said last. */
  let said = ''
  let later: (() => void) | undefined

  function write(name: string, value: string): void {
    if (input.getAttribute(name) !== value) Element.prototype.setAttribute.call(input, name, value)
  }

  function say(): void {
    later?.()
    later = undefined
    const now = place()
    write('aria-valuetext', now?.text ?? said)
    if (now) write('aria-description', now.description)
  }

  input.setAttribute = (name, value) => {
    if (name !== 'aria-valuetext') return Element.prototype.setAttribute.call(input, name, value)
    said = value
    if (input.matches(':focus')) say()
    else later ??= after(AWAY_MS, say)
  }
  input.addEventListener('focus', say)
}
