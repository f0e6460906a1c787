/** A style sheet in a root that others made, there while it is wanted; in whichever document the root is now. */
export class OwnSheet {
  readonly #text: string
  #sheet: CSSStyleSheet | undefined
  #page: Document | undefined

  constructor(text: string) {
    this.#text = text
  }

  toggle(root: DocumentOrShadowRoot & Node, isWanted: boolean): void {
    const page = root.ownerDocument ?? document
    if (page !== this.#page) {
      const view = page.defaultView
      // A sheet belongs to the document that it was made in.
      this.#sheet = view ? new view.CSSStyleSheet() : undefined
      this.#sheet?.replaceSync(this.#text)
      this.#page = page
    }
    const sheet = this.#sheet
    if (!sheet || root.adoptedStyleSheets.includes(sheet) === isWanted) return
    const others = root.adoptedStyleSheets.filter((each) => each !== sheet)
    root.adoptedStyleSheets = isWanted ? [...others, sheet] : others
  }
}
