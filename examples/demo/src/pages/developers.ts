import { h } from './dom.js'
import { ENDPOINT } from './host.js'

/** The fold for developers: the tag as one would embed it, and the player's events as they come. */
export interface Developers {
  show(lessonId: string): void
  /** Adds one event to the log; the oldest leave. */
  addEvent(type: string, detail: unknown): void
}

const KEPT = 12

/** Draws the fold into its element. */
export function createDevelopers(place: HTMLElement): Developers {
  const snippet = h('code')
  const log = h('ol', { class: 'log', tabindex: '0', 'aria-label': 'Events of the player' })
  place.replaceChildren(
    h(
      'details',
      { class: 'developers' },
      h('summary', {}, 'For developers'),
      h('p', {}, 'This page is an ordinary host application. All of the player is this tag:'),
      h('pre', { tabindex: '0' }, snippet),
      h('p', {}, 'Events that it dispatched, newest first:'),
      log,
    ),
  )
  return {
    show(lessonId) {
      snippet.textContent = [
        `<script type="module" src="${location.origin}/ehr-lesson-player.js"></script>`,
        '<ehr-lesson-player',
        `  endpoint="${location.origin}${ENDPOINT}"`,
        `  lesson-id="${lessonId}"`,
        '></ehr-lesson-player>',
      ].join('\n')
    },
    addEvent(type, detail) {
      log.prepend(h('li', {}, h('b', {}, type), ` ${JSON.stringify(detail)}`))
      while (log.children.length > KEPT) log.lastElementChild?.remove()
    },
  }
}
