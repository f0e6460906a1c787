import { LessonProblem } from '../../problems/lesson-problem.js'

/** What a browser says of a page that is not of the handler's own origin. */
const OTHER_ORIGINS: ReadonlySet<string | null> = new Set(['cross-site', 'same-site'])

/**
 * Refuses a read that a page of another origin embeds, as an image, a frame or a script: 403 `forbidden`.
 *
 * A browser sends the learner's cookie with it, and the page can make any number of them. No script can read such an
 * answer, so nobody needs it. Browsers name the page in `Sec-Fetch-Site`, and a script of a page cannot change that.
 */
export function requireUnembedded({ headers }: Request): void {
  const mode = headers.get('sec-fetch-mode')
  if (!isOfOtherOrigin(headers) || mode === null || mode === 'cors') return
  const detail = 'A page of another origin may read this with fetch(), and may not embed it.'
  throw new LessonProblem('forbidden', { errors: [{ pointer: '/sec-fetch-mode', detail }] })
}

/** Whether a page of another origin sent this, one that the handler's option `cors` does not name. */
export function isFromUnknownPage({ headers }: Request, origins: readonly string[] | '*'): boolean {
  if (!isOfOtherOrigin(headers) || origins === '*') return false
  return !origins.includes(headers.get('origin') ?? '')
}

function isOfOtherOrigin(headers: Headers): boolean {
  return OTHER_ORIGINS.has(headers.get('sec-fetch-site'))
}
