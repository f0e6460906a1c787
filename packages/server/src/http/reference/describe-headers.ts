import type { Json } from './json.js'

/** Headers that answers carry, by the name they have in the reference. */
export const ANSWER_HEADERS: Readonly<Record<string, Json>> = {
  ETag: text('The revision of the resource, for `If-Match`; of this reference, its content.'),
  RateLimit: text('The limit that is nearest: calls that remain, and seconds until it starts again.'),
  'RateLimit-Policy': text('That limit: its name, calls (`q`) and seconds (`w`).'),
  'Retry-After': { description: 'Seconds to wait before the same call.', schema: { type: 'integer', minimum: 0 } },
  'X-Request-Id': text('The name of the request, as the handler’s log has it.'),
}

/** Headers that calls take, by the name they have in the reference. */
export const CALL_HEADERS: Readonly<Record<string, Json>> = {
  'If-Match': header('Changes only a resource with one of these ETags; `*`: only one that exists.'),
  'If-None-Match': header('`*` only creates; with this reference, an ETag that the caller has already.'),
  'X-Request-Id': {
    ...header('A name for the request; default: a random one.'),
    schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' },
  },
}

/** References to headers of an answer. */
export function referToHeaders(names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}

/** A reference to a header of a call. */
export function referToParameter(name: string): Json {
  return { $ref: `#/components/parameters/${name}` }
}

/** The parameters of the components, each under its header's name. */
export function describeCallHeaders(): Json {
  return Object.fromEntries(Object.entries(CALL_HEADERS).map(([name, rest]) => [name, { name, ...rest }]))
}

function text(description: string): Json {
  return { description, schema: { type: 'string' } }
}

function header(description: string): Json {
  return { in: 'header', ...text(description) }
}
