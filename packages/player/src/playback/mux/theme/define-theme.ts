import { createThemeTemplate } from './template.js'

/** The name of our theme, as `theme` takes it. */
export const LESSON_THEME = 'ehr-lesson'

/** Makes our theme known to Mux Player, whose code has to be there. */
export function defineTheme(): void {
  register(`media-theme-${LESSON_THEME}`, () => createThemeTemplate(document))
}

let hosts = 0
const known = new WeakMap<HTMLTemplateElement, string>()

/**
 * Gives the name under which Mux Player finds a host's theme: that of a template in the host's part of the page, which Mux Player itself
 * would look for in our shadow root, or else the name as it is.
 */
export function findTheme(name: string | null, host: Element): string {
  if (!name) return LESSON_THEME
  const root = host.getRootNode() as Document | ShadowRoot
  const template = root.querySelector(`template[id="${CSS.escape(name)}"]`)
  if (!(template instanceof HTMLTemplateElement)) return name
  const given = known.get(template) ?? `ehr-host-${(hosts += 1)}`
  known.set(template, given)
  register(`media-theme-${given}`, () => template)
  return given
}

function register(tag: string, template: () => HTMLTemplateElement): void {
  const Theme = customElements.get('media-theme')
  if (!Theme || customElements.get(tag)) return
  const made = template()
  customElements.define(
    tag,
    class extends Theme {
      static readonly template = made
    },
  )
}
