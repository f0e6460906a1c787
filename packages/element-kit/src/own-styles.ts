import { adoptStyles, type CSSResult } from 'lit'

const sheets = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>()

/**
 * Gives a shadow root its styles in the document that it is in now: a constructed style sheet belongs to the document that made
 * it, and is taken away when its element moves to another.
 */
export function adoptOwnStyles(root: ShadowRoot, styles: CSSResult[]): void {
  const { ownerDocument: page } = root
  const view = page.defaultView
  if (page === document || !view) return adoptStyles(root, styles)
  const known = sheets.get(page) ?? new Map<CSSResult, CSSStyleSheet>()
  sheets.set(page, known)
  root.adoptedStyleSheets = styles.map((style) => {
    const sheet = known.get(style) ?? new view.CSSStyleSheet()
    if (!known.has(style)) sheet.replaceSync(style.cssText)
    known.set(style, sheet)
    return sheet
  })
}
