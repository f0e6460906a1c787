import type { Locator, Page } from 'playwright-core'

/** A place in the player where the Tab key stops. */
export interface Stop {
  /** Its label, else its text. */
  readonly name: string
  readonly isVisible: boolean
  /** Something is drawn around it that is not there without the focus: `outline`, or a shadow that looks like one. */
  readonly ring: 'none' | 'outline' | 'shadow'
  readonly isDoubled: boolean
}

interface Look {
  readonly outline: string
  readonly shadow: string
}

declare global {
  /** What has had the focus in a walk, in order. */
  var walked: { readonly control: Element; readonly name: string; readonly isVisible: boolean; readonly look: Look }[]
  /** What has the focus, through all shadow roots; `null`: nothing in the player. */
  var focusedControl: () => HTMLElement | null
  /** How it is called. */
  var nameOf: (control: Element) => string
  /** How it is drawn, with the control of Media Chrome around it. */
  var lookOf: (control: Element) => Look
}

/** Walks through the player by pressing a key, from this element until the focus leaves the player, and says where it stopped. */
export async function walkPlayer(
  page: Page,
  from: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<readonly Stop[]> {
  await page.evaluate(prepare)
  await from.focus()
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press(key)
    // Controls that were hidden come back by a transition.
    const isInside = await page.evaluate(async () => {
      const control = focusedControl()
      if (!control) return false
      const isSeen = (): boolean => {
        const { top, left, width, height } = control.getBoundingClientRect()
        const isOnPage = width > 0 && height > 0 && top >= 0 && left >= 0 && top < innerHeight && left < innerWidth
        return isOnPage && control.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      }
      for (let frame = 0; frame < 2 || (frame < 60 && !isSeen()); frame += 1) await new Promise(requestAnimationFrame)
      walked.push({ control, name: nameOf(control), isVisible: isSeen(), look: lookOf(control) })
      return true
    })
    if (!isInside) break
  }
  return page.evaluate(() =>
    walked.map(({ control, name, isVisible, look }, index) => {
      const { outline, shadow } = lookOf(control)
      const ring = look.outline !== outline ? 'outline' : look.shadow !== shadow ? 'shadow' : 'none'
      return { name, isVisible, ring, isDoubled: walked.findIndex((other) => other.control === control) < index }
    }),
  )
}

/** Name of what has the focus in the player; `null`: it is elsewhere. */
export async function focusedName(page: Page): Promise<string | null> {
  await page.evaluate(prepare)
  return page.evaluate(() => {
    const control = focusedControl()
    return control && nameOf(control)
  })
}

function prepare(): void {
  globalThis.walked = []
  globalThis.focusedControl = () => {
    let control = document.activeElement
    if (control?.localName !== 'ehr-lesson-player') return null
    while (control.shadowRoot?.activeElement) control = control.shadowRoot.activeElement
    return control as HTMLElement
  }
  globalThis.nameOf = (control) => {
    const labels = 'labels' in control ? [...(control as HTMLInputElement).labels!] : []
    const titled = control.getAttribute('aria-labelledby')
    const root = control.getRootNode() as ShadowRoot
    const title = titled ? root.getElementById(titled) : undefined
    // An item that leads to a menu holds that menu.
    const item = control.role?.startsWith('menuitem') ? control.querySelector('span') : null
    const words = title ?? labels[0]?.querySelector('span') ?? item ?? control
    return (control.ariaLabel ?? words.textContent).replaceAll(/\s+/g, ' ').trim()
  }
  globalThis.lookOf = (control) => {
    const { host } = control.getRootNode() as ShadowRoot
    const drawn = [control, ...(control.localName === 'input' && host.localName.startsWith('media-') ? [host] : [])]
    const styles = drawn.map((each) => getComputedStyle(each))
    const outline = ({ outlineStyle, outlineWidth, outlineColor }: CSSStyleDeclaration) =>
      outlineStyle === 'none' ? 'none' : `${outlineStyle} ${outlineWidth} ${outlineColor}`
    return { outline: styles.map(outline).join(), shadow: styles.map(({ boxShadow }) => boxShadow).join() }
  }
}
