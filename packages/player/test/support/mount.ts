// The code of a lesson is there before a test begins, so that no test measures how long this page loads it.
import '../../src/composition.js'
import { LessonPlayerElement } from '../../src/index.js'

/** Attributes of an element in a test; `true` stands for an attribute without a value. */
export type Attributes = Readonly<Record<string, string | boolean>>

/** Puts a lesson player into the page; `unmountAll` takes all of them out again. */
export function mount(attributes: Attributes = {}, parent: Element = document.body): LessonPlayerElement {
  if (!customElements.get('ehr-lesson-player')) LessonPlayerElement.define()
  const element = document.createElement('ehr-lesson-player')
  for (const [name, value] of Object.entries({ endpoint: '/lessons-api', ...attributes })) {
    if (typeof value === 'string') element.setAttribute(name, value)
    else element.toggleAttribute(name, value)
  }
  element.style.width = '640px'
  parent.append(element)
  return element
}

/** Removes every lesson player from the page permanently. */
export function unmountAll(): void {
  for (const element of document.querySelectorAll('ehr-lesson-player')) element.remove()
}

/** The first element in the shadow root that matches; fails when nothing matches. */
export function part(element: Element, selector: string): HTMLElement {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`Expected ${selector} in the element`)
  return found
}

/** What the learner reads in the panel, or `null` while there is no panel. */
export function panelText(element: Element): string | null {
  return element.shadowRoot?.querySelector('[part=message]')?.textContent.replace(/\s+/g, ' ').trim() ?? null
}
