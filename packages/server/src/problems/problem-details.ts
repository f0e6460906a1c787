import type { ProblemDetail } from './lesson-problem.js'

/** How many places one answer names: enough to mend a request, little enough to read. */
const MAX_DETAILS = 20

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message?: string | undefined
}

/** Tells what a schema found wrong as JSON pointers (RFC 6901) into the request's body. */
export function toProblemDetails(issues: readonly Issue[]): ProblemDetail[] {
  return issues.slice(0, MAX_DETAILS).map(({ path, message }) => ({
    pointer: path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: message ?? 'Not what is expected here.',
  }))
}
