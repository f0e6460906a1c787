import { callback, oneOf, record, text, type LenientDeclaration } from '@enhancedhr/element-kit'

/** What every element of the studio takes from a page, as the player does. */
export const studioProperties: Readonly<Record<string, LenientDeclaration>> = {
  endpoint: { coerce: text },
  lessonId: { attribute: 'lesson-id', coerce: text },
  authToken: { attribute: 'auth-token', coerce: text },
  getAuthToken: { attribute: false, coerce: callback },
  headers: { attribute: false, coerce: (value) => (typeof value === 'function' ? value : record(value)) },
  credentials: { coerce: oneOf('same-origin', 'include', 'omit') },
  theme: { reflect: true, coerce: (value) => (value === null ? null : oneOf('auto', 'light', 'dark')(value)) },
}
