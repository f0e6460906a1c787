import { LessonProblem } from '../../problems/lesson-problem.js'

/** Reads a query parameter that is a whole number from 1, or `null` when it is absent; 400 for anything else. */
export function readWholeNumber(url: URL, name: string, maximum = Number.MAX_SAFE_INTEGER): number | null {
  const text = url.searchParams.get(name)
  if (text === null) return null
  const number = Number(text)
  if (/^\d{1,16}$/.test(text) && number >= 1 && number <= maximum) return number
  throw new LessonProblem('invalid_request', {
    errors: [{ pointer: `/${name}`, detail: 'Expected a whole number from 1.' }],
  })
}

/** Reads a query parameter that is `true` or `false`, or `null` when it is absent; 400 for anything else. */
export function readFlag(url: URL, name: string): boolean | null {
  const text = url.searchParams.get(name)
  if (text === null || text === 'true' || text === 'false') return text === null ? null : text === 'true'
  throw new LessonProblem('invalid_request', {
    errors: [{ pointer: `/${name}`, detail: 'Expected true or false.' }],
  })
}

/** Gathers the query parameters of these names that are there, as they are. */
export function readTexts(url: URL, ...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = url.searchParams.get(name)
      return text === null ? [] : [[name, text]]
    }),
  )
}
