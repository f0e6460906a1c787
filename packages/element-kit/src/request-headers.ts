/** What a host sends with every call besides the sign-in: fixed, or made for each call. */
export type ExtraHeaders = Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>)

/** A header that no request can carry; the message names it and never its value. */
export class UnsendableHeaderError extends Error {
  override name = 'UnsendableHeaderError'
}

/** Makes the headers of a request. Throws `UnsendableHeaderError` for a name or value that HTTP cannot carry. */
export function requestHeaders(further: unknown, token: string | null, hasBody: boolean): Headers {
  const headers = new Headers()
  for (const [name, value] of entriesOf(further)) set(headers, name, value)
  headers.set('accept', 'application/json, application/problem+json')
  if (hasBody) headers.set('content-type', 'application/json')
  if (token !== null) set(headers, 'authorization', `Bearer ${token}`)
  return headers
}

function entriesOf(further: unknown): Iterable<readonly [string, string]> {
  if (typeof further !== 'object' || further === null) return []
  if (Symbol.iterator in further) return further as Iterable<readonly [string, string]>
  return Object.entries(further as Record<string, string>)
}

function set(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value)
  } catch {
    const detail = `The header “${name}” cannot be sent: a name is a token, and a value holds Latin-1 only.`
    throw new UnsendableHeaderError(detail)
  }
}
