import { after } from '@enhancedhr/element-kit'
import type { PlayerAction } from '../../playback-adapter.js'

/** The items of the menu that ask for something outside of the player; each is the `id` of its item. */
const ACTIONS: readonly string[] = ['what-counts', 'keys', 'caption-settings', 'transcript'] satisfies PlayerAction[]

/** A menu that is open; those in it open and close with it. */
const OPEN_MENU = '[part~="menu"]:not([hidden], [slot])'

type Menu = HTMLElement & { readonly checkedItems?: readonly HTMLElement[]; readonly items?: readonly HTMLElement[] }

/** What follows the controls gives its owner. */
export interface FollowedControls {
  focus(): void
  closeMenu(): void
}

/**
 * Listens to the controls of a theme, whenever they are drawn, and keeps the focus where a learner expects it. `opened`: a menu is open,
 * or none is any more.
 */
export function followControls(
  root: ShadowRoot,
  {
    act,
    opened,
    signal,
  }: { act: (action: PlayerAction) => void; opened: (isOpen: boolean) => void; signal: AbortSignal },
): FollowedControls {
  /** The part of the control that had the focus last. */
  let last = ''

  const find = (selector: string): HTMLElement | null => root.querySelector<HTMLElement>(selector)

  function on(name: string, listener: (event: Event) => void): void {
    root.addEventListener(name, listener, { capture: true, signal })
  }

  on('focusin', ({ target }) => {
    if (target instanceof Element && !target.closest('[part~="menu"]')) last = target.getAttribute('part') ?? ''
  })

  /** The focus goes back first: a menu that loses it brings it back itself, and takes it from whatever has it by then. */
  function closeMenu(): void {
    const menu = find(OPEN_MENU)
    if (!menu) return
    if (menu.contains(root.activeElement)) find(`[part="${last}"]`)?.focus()
    menu.hidden = true
  }

  // Menus open on their first item, even where that is out of sight.
  on('toggle', (event) => {
    const menu = event.target as Menu
    opened(find(OPEN_MENU) !== null)
    if ((event as ToggleEvent).newState !== 'open') return
    if (menu.localName === 'media-settings-menu') leadToVisibleItems(menu)
    menu.addEventListener(
      'focusin',
      (focus) => {
        const checked = menu.checkedItems?.[0]
        if (checked && focus.composedPath()[0] !== checked) checked.focus()
      },
      { once: true, signal },
    )
  })

  on('invoke', (event) => {
    const { id } = event.target as Element
    if (!ACTIONS.includes(id)) return
    event.stopImmediatePropagation()
    closeMenu()
    act(id as PlayerAction)
  })

  // The large button goes as soon as it has done its work.
  on('mediaplayrequest', (event) => {
    const { target } = event
    if (!(target instanceof Element) || !target.closest('.center') || root.activeElement !== target) return
    const controller = find('media-controller')
    const observer = new MutationObserver(() => {
      if (!controller?.hasAttribute('mediahasplayed')) return
      observer.disconnect()
      // Only now is the other one there.
      after(0, () => {
        if (!root.activeElement || root.activeElement === target) find('.bar media-play-button')?.focus()
      })
    })
    if (controller) observer.observe(controller, { attributeFilter: ['mediahasplayed'] })
    signal.addEventListener('abort', () => observer.disconnect(), { once: true })
  })

  return {
    closeMenu,
    focus() {
      const before = last ? find(`[part="${last}"]`) : null
      if (before?.checkVisibility({ visibilityProperty: true })) before.focus()
      if (root.activeElement === null) {
        const isWaiting = find('media-controller:not([mediahasplayed])') !== null
        const play = find(isWaiting ? '.center media-play-button' : '.bar media-play-button')
        const first = play ?? find('media-play-button')
        first?.focus()
      }
    },
  }
}

/** What does not fit the width, or has nothing to choose from, is an item all the same: it would take the focus in vain. */
function leadToVisibleItems(menu: Menu): void {
  const items = (): Menu['items'] => Reflect.get(Object.getPrototypeOf(menu) as Menu, 'items', menu)
  const get = (): Menu['items'] => items()?.filter((item) => item.checkVisibility())
  Object.defineProperty(menu, 'items', { configurable: true, get })
}
