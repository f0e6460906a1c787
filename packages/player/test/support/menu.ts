/** Mux Player's menus, by the tag of their element. */
type Menu = 'media-captions-menu' | 'media-playback-rate-menu' | 'media-rendition-menu'

interface MenuItem extends HTMLElement {
  /** The value of the item. */
  readonly value: string
}

/** A menu of Mux Player in a lesson player. Its items live in its shadow root, and are made again whenever they change. */
export function menu(element: Element & { readonly muxPlayer: HTMLElement | null }, tag: Menu) {
  const items = (): MenuItem[] => {
    const theme = element.muxPlayer?.shadowRoot?.querySelector('media-theme')
    const found = theme?.shadowRoot?.querySelector(tag)?.shadowRoot
    return [...(found?.querySelectorAll<MenuItem>('media-chrome-menu-item') ?? [])]
  }
  return {
    /** What a learner reads, item by item. */
    texts: () => items().map(text),
    /** What a learner reads of the item that is chosen. */
    chosen: () =>
      items()
        .filter(({ ariaChecked }) => ariaChecked === 'true')
        .map(text)
        .join(),
    choose(wanted: string) {
      const item = items().find((each) => text(each) === wanted)
      if (!item) throw new Error(`Expected ${wanted} among ${items().map(text).join()}`)
      item.click()
    },
  }
}

function text(item: HTMLElement): string {
  return [...item.children]
    .filter(({ localName }) => localName === 'span')
    .map(({ textContent }) => textContent)
    .join('')
}
