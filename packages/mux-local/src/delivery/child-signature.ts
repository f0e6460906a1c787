import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signs and checks the addresses inside playlists; they carry their own end instead of the viewer's token. */
export interface ChildSignature {
  /** The query for a path, valid until `expires` (Unix seconds). */
  query(path: string, expires: number): string
  /** When the path may no longer be fetched (Unix seconds), or `undefined` where it must be refused now. */
  check(path: string, query: URLSearchParams, now: number): number | undefined
}

/** Makes signatures with HMAC-SHA-256 over path and end, so neither can be changed nor moved to another file. */
export function createChildSignature(secret: Uint8Array): ChildSignature {
  const sign = (path: string, expires: number) => createHmac('sha256', secret).update(`${path}\n${expires}`).digest()
  return {
    query: (path, expires) => `expires=${expires}&signature=${sign(path, expires).toString('base64url')}`,
    check(path, query, now) {
      const expires = Number(query.get('expires') ?? Number.NaN)
      const given = Buffer.from(query.get('signature') ?? '', 'base64url')
      if (!Number.isFinite(expires) || expires * 1000 <= now) return undefined
      const wanted = sign(path, expires)
      return given.length === wanted.length && timingSafeEqual(given, wanted) ? expires : undefined
    },
  }
}
