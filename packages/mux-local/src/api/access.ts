import { timingSafeEqual } from 'node:crypto'
import { sha256 } from '../model/ids.js'
import type { State } from '../model/state.js'
import { ApiError } from './api-error.js'

/** Checks Basic authentication: an access token's id and secret. Throws 401. Returns the token's id. */
export function requireAccess(request: Request, state: State): string {
  const given = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(request.headers.get('authorization') ?? '')
  const [id = '', ...rest] = Buffer.from(given?.[1] ?? '', 'base64')
    .toString('utf8')
    .split(':')
  const token = state.accessTokens.find((each) => each.id === id)
  const hash = Buffer.from(sha256(rest.join(':')))
  if (!token || !timingSafeEqual(hash, Buffer.from(token.secretHash))) {
    throw new ApiError(401, 'unauthorized', ['The access token is missing or wrong'])
  }
  return id
}
