import { registerTranslation, type Translation } from './translations.js'

let followed: unknown

/**
 * Takes up the languages that scripts have put on the page's list, `ehrLessonPlayerLanguages`, and those that come later.
 *
 * A script of a language calls nothing, so that it works before the element, after it, and without it.
 */
export function followLanguages(): void {
  const page = globalThis as { ehrLessonPlayerLanguages?: unknown }
  const found = page.ehrLessonPlayerLanguages
  if (found !== undefined && found === followed) return
  const list: unknown[] = Array.isArray(found) ? found : (page.ehrLessonPlayerLanguages = [])
  followed = list
  const push = list.push.bind(list)
  list.forEach(take)
  list.push = (...languages) => {
    languages.forEach(take)
    return push(...languages)
  }
}

function take(language: unknown): void {
  try {
    registerTranslation(language as Translation)
  } catch {
    // What is no language is left out.
  }
}
