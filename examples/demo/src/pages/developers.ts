import type { Messages } from '../i18n/messages.js'
import { h } from './dom.js'

/** The fold for developers: a page that embeds the lesson, to be copied, and the player's events as they come. */
export interface Developers {
  /** Shows the page as text. */
  show(snippet: string): void
  /** Adds one event to the log; the oldest leave. */
  addEvent(type: string, detail: unknown): void
}

const KEPT = 12
/** How long the button says that it has copied, in milliseconds. */
const FEEDBACK = 3000

/** Draws the fold into its element. */
export function createDevelopers(place: HTMLElement, messages: Messages): Developers {
  const code = h('code')
  const copy = h('button', { type: 'button', class: 'button button-quiet copy' }, messages.copy)
  const feedback = h('span', { class: 'copy-feedback', role: 'status' })
  const log = h('ol', { class: 'log', dir: 'ltr', tabindex: '0', 'aria-label': messages.events })
  place.replaceChildren(
    h(
      'details',
      { class: 'developers' },
      h('summary', {}, messages.forDevelopers),
      h('div', { class: 'snippet-head' }, h('p', {}, messages.snippetIntro), feedback, copy),
      h('pre', { dir: 'ltr', tabindex: '0' }, code),
      h('p', {}, messages.eventsIntro),
      log,
      h(
        'p',
        {},
        messages.sentEventsIntro,
        ' ',
        h('a', { class: 'link', href: `/events?lang=${messages.code}`, target: '_blank' }, messages.sentEventsLink),
        ' · ',
        h('a', { class: 'link', href: `/admin?lang=${messages.code}` }, messages.admin.title),
      ),
    ),
  )
  let fading: ReturnType<typeof setTimeout> | undefined

  copy.addEventListener('click', () => {
    void copyText(code).then((isCopied) => {
      clearTimeout(fading)
      feedback.textContent = isCopied ? messages.copied : messages.copyByHand
      fading = setTimeout(() => (feedback.textContent = ''), FEEDBACK)
    })
  })

  return {
    show(snippet) {
      code.textContent = snippet
    },
    addEvent(type, detail) {
      log.prepend(h('li', {}, h('b', {}, type), ` ${JSON.stringify(detail)}`))
      while (log.children.length > KEPT) log.lastElementChild?.remove()
    },
  }
}

/** Copies the text of an element; where the browser does not allow it, selects it instead and answers `false`. */
async function copyText(element: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(element.textContent)
    return true
  } catch {
    getSelection()?.selectAllChildren(element)
    return false
  }
}
