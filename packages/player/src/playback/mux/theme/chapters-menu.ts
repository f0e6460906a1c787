import { formatDuration } from '../../../i18n/format-duration.js'
import type { PlaybackSource } from '../../playback-adapter.js'
import { requestControl } from '../controls/control-request.js'
import type { MuxPlayer } from '../mux-player-type.js'

type Menu = HTMLElement & { readonly items: readonly (HTMLElement & { checked?: boolean })[] }

/**
 * Makes what fills the menu of chapters in a theme, whenever one was drawn: it opens on the chapter that is on, and choosing one goes
 * to its beginning, as far as the lesson lets a learner go.
 */
export function createChaptersMenu(
  player: MuxPlayer,
  chapters: PlaybackSource['chapters'],
): (root: ShadowRoot) => void {
  let filled: Menu | undefined

  const check = (menu: Menu): void => {
    const at = chapters.findLastIndex(({ from }) => from <= player.currentTime)
    for (const [index, item] of menu.items.entries()) item.checked = index === at
  }

  const go = (menu: Menu, event: Event): void => {
    const path = event.composedPath()
    const chapter = chapters[menu.items.findIndex((item) => path.includes(item))]
    if (chapter) requestControl(player, 'mediaseekrequest', chapter.from)
  }

  return (root) => {
    const menu = root.querySelector<Menu>('media-chrome-menu')
    if (!menu || menu === filled) return
    filled = menu
    for (const { title, from } of chapters) menu.append(toItem(menu.ownerDocument, title, formatDuration(from)))
    menu.addEventListener('toggle', ({ newState }) => newState === 'open' && check(menu))
    // Also for the chapter that is on, whose choice changes nothing in the menu.
    menu.addEventListener('click', (event) => go(menu, event))
    menu.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === ' ') go(menu, event)
    })
  }
}

function toItem(page: Document, title: string, time: string): HTMLElement {
  const item = page.createElement('media-chrome-menu-item')
  item.setAttribute('type', 'radio')
  item.setAttribute('part', 'menu-item')
  const [name, place] = [page.createElement('span'), page.createElement('span')]
  name.dir = 'auto'
  name.textContent = title
  place.slot = 'description'
  place.textContent = time
  // A title may take two lines; its time stays whole.
  item.style.whiteSpace = 'normal'
  Object.assign(place.style, { whiteSpace: 'nowrap', marginInlineStart: '1em' })
  // What its menu’s own item says is chosen.
  item.dataset['description'] = title
  item.append(name, place)
  return item
}
