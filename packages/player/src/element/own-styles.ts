import { adoptStyles, type CSSResult } from 'lit'

const sheets = new WeakMap<Document, CSSStyleSheet>()

/**
 * Gives a shadow root its styles in the document that it is in now: a constructed style sheet belongs to the document that made
 * it, and is taken away when its element moves to another.
 */
export function adoptOwnStyles(root: ShadowRoot, styles: CSSResult[]): void {
  const { ownerDocument: page } = root
  const view = page.defaultView
  if (page === document || !view) return adoptStyles(root, styles)
  const sheet = sheets.get(page) ?? new view.CSSStyleSheet()
  if (!sheets.has(page)) sheet.replaceSync(styles.join('\n'))
  sheets.set(page, sheet)
  root.adoptedStyleSheets = [sheet]
}
