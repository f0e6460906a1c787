import type { Messages } from '../i18n/messages.js'
import { h, setText } from './dom.js'
import type { Stretch } from './stretches.js'
import type { Words } from './words.js'

/** The bar of the strip: a list of stretches side by side, the time axis from left to right in every language. */
export interface StretchBar {
  readonly element: HTMLElement
  /** Draws the stretches of a video of this many seconds. */
  show(stretches: readonly Stretch[], duration: number, completed: boolean): void
  movePlayhead(position: number): void
}

/**
 * Creates an empty bar. `seek` is called with the moment that was pressed, or with the beginning of the stretch that was
 * chosen with the keyboard. The bar is one tab stop; arrow keys lead from stretch to stretch.
 */
export function createStretchBar(messages: Messages, words: Words, seek: (seconds: number) => void): StretchBar {
  const list = h('ol', { class: 'stretches', 'aria-label': messages.stretches, 'aria-describedby': 'stretch-keys' })
  const playhead = h('i', { class: 'playhead', 'aria-hidden': 'true' })
  const element = h(
    'div',
    { class: 'stretch-bar', dir: 'ltr' },
    list,
    playhead,
    h('p', { id: 'stretch-keys', class: 'unseen', lang: messages.code, dir: messages.dir }, messages.stretchKeys),
  )
  let duration = 0
  let current = 0
  let shown: readonly Stretch[] = []

  const buttons = (): HTMLButtonElement[] => Array.from(list.querySelectorAll('button'))
  const states = { counted: messages.counted, saving: messages.saving, open: messages.notWatched }

  function nameOf({ from, to, state, required }: Stretch): string {
    const write = required ? messages.requiredStretch : messages.stretch
    return write(words.clockTime(from), words.clockTime(to), states[state])
  }

  function moveTo(index: number): void {
    const all = buttons()
    current = Math.max(0, Math.min(all.length - 1, index))
    for (const [order, button] of all.entries()) button.tabIndex = order === current ? 0 : -1
  }

  list.addEventListener('keydown', (event) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: current + 1,
      ArrowLeft: current - 1,
      Home: 0,
      End: shown.length - 1,
    }
    const index = steps[event.key]
    if (index === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    moveTo(index)
    buttons()[current]?.focus({ preventScroll: true })
  })
  list.addEventListener('click', (event) => {
    const index = buttons().findIndex((button) => event.target instanceof Node && button.contains(event.target))
    const stretch = shown[index]
    if (!stretch) return
    moveTo(index)
    const { left, width } = list.getBoundingClientRect()
    // A press with the keyboard has no place.
    const isPointer = event.detail > 0 && width > 0
    seek(isPointer ? Math.max(0, ((event.clientX - left) / width) * duration) : stretch.from)
  })

  const share = (seconds: number): string => `${duration > 0 ? Math.min(100, (seconds / duration) * 100) : 0}%`

  return {
    element,
    show(stretches, length, completed) {
      duration = length
      shown = stretches
      element.classList.toggle('is-done', completed)
      const hadFocus = list.contains(document.activeElement)
      while (list.children.length > stretches.length) list.lastElementChild?.remove()
      while (list.children.length < stretches.length) list.append(createItem())
      for (const [index, item] of Array.from(list.children).entries()) {
        const stretch = stretches[index]!
        const button = item.firstElementChild as HTMLButtonElement
        ;(item as HTMLElement).style.width = share(stretch.to - stretch.from)
        setClass(item, `stretch is-${stretch.state}${stretch.required ? ' is-required' : ''}`)
        const name = nameOf(stretch)
        if (button.ariaLabel !== name) button.ariaLabel = name
        setText(button.firstElementChild!, states[stretch.state])
      }
      moveTo(current)
      // The stretch with the focus has become a part of another one.
      if (hadFocus && !list.contains(document.activeElement)) buttons()[current]?.focus({ preventScroll: true })
    },
    movePlayhead(position) {
      playhead.style.left = share(position)
    },
  }

  function createItem(): HTMLElement {
    const text = h('span', { class: 'stretch-text', lang: messages.code, dir: messages.dir })
    return h('li', {}, h('button', { type: 'button', tabindex: -1, lang: messages.code }, text))
  }
}

function setClass(element: Element, names: string): void {
  if (element.className !== names) element.className = names
}
