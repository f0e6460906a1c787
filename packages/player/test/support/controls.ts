/** Where the controls of a lesson player are drawn; fails as long as nothing is drawn. */
export function controls(element: Element & { readonly muxPlayer: HTMLElement | null }): ShadowRoot {
  const root = element.muxPlayer?.shadowRoot?.querySelector('media-theme')?.shadowRoot
  if (!root) throw new Error('Expected controls')
  return root
}

/** The control that matches; fails when nothing does. */
export function control(element: Element & { readonly muxPlayer: HTMLElement | null }, selector: string): HTMLElement {
  const found = controls(element).querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`Expected ${selector} among the controls`)
  return found
}
