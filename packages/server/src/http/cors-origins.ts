import type * as z from 'zod/mini'

type Context = z.core.ParsePayload

/** Names of pages that are not on the web, such as `capacitor://localhost`: no URL parser knows their origin. */
const OTHER_SCHEME = /^([a-z][a-z0-9+.-]*):\/\/([^\s/?#@*]+)\/?$/i

/**
 * Reads the option `cors.origins`: `'*'`, or a list of origins, each as a browser writes it.
 *
 * Small letters, the international name in its `xn--` form, no port that is the scheme's own, no `/` at the end. What
 * could never match is refused with an explanation.
 */
export function readOrigins(value: unknown, context: Context): '*' | string[] {
  if (value === '*') return '*'
  if (!Array.isArray(value)) {
    refuse(context, value, [], "a list of origins such as `https://learn.example.com`, or '*'")
    return []
  }
  return value.map((origin: unknown, index) => {
    const read = typeof origin === 'string' ? normalizeOrigin(origin) : null
    if (read === null) refuse(context, origin, [index], expectationFor(origin))
    return read ?? ''
  })
}

/** The origin as a browser sends it, or `null` for a text that is not an origin. */
function normalizeOrigin(text: string): string | null {
  if (/[*\s\\]/.test(text)) return null
  if (/^https?:\/\//i.test(text)) {
    if (!URL.canParse(text)) return null
    const { origin, pathname, search, hash, username, password } = new URL(text)
    const more = pathname.slice(1) + search + hash + username + password
    return more === '' && !/[?#]/.test(text) ? origin : null
  }
  const [, scheme, host] = OTHER_SCHEME.exec(text) ?? []
  return scheme !== undefined && host !== undefined ? `${scheme}://${host}`.toLowerCase() : null
}

function expectationFor(origin: unknown): string {
  if (typeof origin === 'string' && origin.includes('*')) {
    return "an origin without `*`: name each one, or give '*' instead of the list"
  }
  if (origin === 'null') return 'an origin; `null` is the name of every page without one, so it cannot be let in'
  return 'an origin such as `https://learn.example.com`, without a path'
}

function refuse({ issues }: Context, input: unknown, path: PropertyKey[], message: string): void {
  issues.push({ code: 'custom', input, path, message })
}
