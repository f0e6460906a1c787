import type { Messages } from '../i18n/messages.js'
import { h } from './dom.js'
import { without, type Stretch } from './stretches.js'
import type { StripPlayer } from './strip-player.js'
import type { Words } from './words.js'

/** What does not count, each stretch with its reason and a way to go there. */
export interface UncountedList {
  readonly element: HTMLElement
  /** What nobody has watched. */
  showGaps(gaps: readonly Stretch[]): void
  /** Opening asks the player why the rest of what was played was not credited. */
  toggle(isOpen: boolean): void
}

type Row = Pick<Stretch, 'from' | 'to' | 'required'> & { readonly reason: string }

/** Creates the list, closed. */
export function createUncountedList(messages: Messages, words: Words, player: StripPlayer): UncountedList {
  const rows = h('ul', { class: 'uncounted-rows' })
  const intro = h('p')
  const element = h('div', { id: 'uncounted', class: 'uncounted', role: 'group', hidden: true }, intro, rows)
  element.setAttribute('aria-label', messages.whatDidNotCount)
  let gaps: readonly Stretch[] = []
  let refused: readonly Row[] = []
  let drawn = ''

  const buttons = (): HTMLButtonElement[] => Array.from(rows.querySelectorAll('button'))

  function draw(): void {
    if (element.hidden) return
    // What was played and refused has its own reason, so it is not "not watched" as well.
    const open = without(gaps, refused).map((gap) => ({ ...gap, reason: messages.notWatched }))
    const all = [...open, ...refused].sort((a, b) => a.from - b.from)
    const texts = all.map(textOf)
    // While a lesson plays most moments change nothing here, and a button with the focus must stay.
    if (drawn === texts.join()) return
    drawn = texts.join()
    const focused = buttons().findIndex((button) => button === document.activeElement)
    intro.textContent = all.length > 0 ? messages.notCountedIntro : messages.everythingCounts
    rows.replaceChildren(...all.map((row, index) => createRow(row, texts[index]!)))
    if (focused >= 0)
      buttons()
        .at(Math.min(focused, all.length - 1))
        ?.focus({ preventScroll: true })
  }

  function textOf({ from, to, reason, required }: Row): string {
    const write = required ? messages.requiredStretch : messages.stretch
    return write(words.clockTime(from), words.clockTime(to), reason)
  }

  function createRow({ from }: Row, text: string): HTMLElement {
    const name = messages.goThereTo(words.clockTime(from))
    const button = h('button', { type: 'button', class: 'link', 'aria-label': name }, messages.goThere)
    button.addEventListener('click', () => player.seek(from))
    return h('li', {}, h('span', {}, text), button)
  }

  return {
    element,
    showGaps(open) {
      gaps = open
      draw()
    },
    toggle(isOpen) {
      element.hidden = !isOpen
      drawn = ''
      refused = []
      draw()
      if (!isOpen) return
      player.uncredited().then(
        (stretches) => {
          refused = stretches.map(({ from, to, reason }) => ({
            from,
            to,
            required: false,
            reason: messages.reasons[reason] ?? messages.otherReason,
          }))
          draw()
        },
        // Without an answer the list still says what was not watched.
        () => undefined,
      )
    },
  }
}
