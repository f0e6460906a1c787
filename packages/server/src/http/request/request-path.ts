import { LessonProblem } from '../../problems/lesson-problem.js'

/**
 * The path from the first `/v1/` on: what stands before is where the host mounted the handler.
 *
 * With `basePath` exactly that has to stand before, even if it holds a `/v1/` itself; a path that is not ours becomes one
 * that no route has. A `/` at the end makes no difference: frameworks add it, and redirect to where it stands.
 */
export function toRoutePath(pathname: string, basePath: string | undefined): string {
  const base = basePath?.replace(/\/$/, '') ?? pathname.slice(0, Math.max(0, pathname.indexOf('/v1/')))
  if (!pathname.startsWith(`${base}/v1/`)) return '/'
  let end = pathname.length
  while (pathname[end - 1] === '/') end -= 1
  return pathname.slice(base.length, end)
}

/**
 * Refuses a URL whose percent escapes are broken or no UTF-8: 400 `invalid_request`.
 *
 * Every reader of such a URL makes something else of it, and a learner's name that was guessed is another learner.
 */
export function requireWholeEscapes({ pathname, search }: URL): void {
  for (const [part, name] of [
    [pathname, 'path'],
    [search, 'query'],
  ] as const) {
    try {
      decodeURIComponent(part)
    } catch (cause) {
      const detail = `The ${name} holds a percent escape that is broken or no UTF-8.`
      throw new LessonProblem('invalid_request', { errors: [{ pointer: '', detail }], cause })
    }
  }
}
