/** The longer side of an element, in pixels of the screen. */
export function longerSide(element: HTMLElement): number {
  return (
    Math.max(element.clientWidth, element.clientHeight) * (element.ownerDocument.defaultView?.devicePixelRatio ?? 1)
  )
}
