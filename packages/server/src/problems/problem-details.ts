import type * as z from 'zod/mini'
import { suggestName } from '../core/suggest-name.js'
import { describeIssue } from './describe-issue.js'
import type { ProblemDetail } from './lesson-problem.js'

/** How many places one answer names: enough to fix a request, little enough to read. */
const MAX_DETAILS = 20
/** Characters of an unknown member's name that an answer repeats. */
const MAX_NAME_LENGTH = 64

/**
 * Says what a schema found wrong with `given`: JSON pointers (RFC 6901), and for each what was expected and what was given.
 *
 * A member that the schema does not know is named with the one that was probably meant.
 */
export function toProblemDetails(
  schema: z.core.$ZodType,
  given: unknown,
  issues: readonly z.core.$ZodIssue[],
): ProblemDetail[] {
  return issues.flatMap((issue) => toDetails(schema, given, issue)).slice(0, MAX_DETAILS)
}

function toDetails(schema: z.core.$ZodType, given: unknown, issue: z.core.$ZodIssue): ProblemDetail[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ pointer: toPointer(issue.path), detail: describeIssue(issue, valueAt(given, issue.path)) }]
  }
  const known = membersAt(schema, issue.path)
  return issue.keys.map((key) => {
    const meant = suggestName(key.slice(0, MAX_NAME_LENGTH), known)
    return {
      pointer: toPointer([...issue.path, key.slice(0, MAX_NAME_LENGTH)]),
      detail: meant === null ? `unknown; expected one of ${known.join(', ')}` : `unknown; did you mean ${meant}?`,
    }
  })
}

function toPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value = given
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}

/** Names of the members that the schema knows at a place, whatever wraps the object there. */
function membersAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  let place: z.core.$ZodType | undefined = schema
  for (const key of path) place = place && childAt(unwrap(place), key)
  const { def } = unwrap(place ?? schema)._zod as z.core.$ZodTypes['_zod']
  return def.type === 'object' ? Object.keys(def.shape) : []
}

function childAt(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  const { def } = schema._zod as z.core.$ZodTypes['_zod']
  if (def.type === 'object') return Object.hasOwn(def.shape, key) ? def.shape[String(key)] : undefined
  if (def.type === 'array') return def.element
  return undefined
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod as z.core.$ZodTypes['_zod']
  if (def.type === 'default' || def.type === 'nullable' || def.type === 'optional') return unwrap(def.innerType)
  return schema
}
