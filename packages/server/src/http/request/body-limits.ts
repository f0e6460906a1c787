import { MAX_BODY_BYTES } from '@enhancedhr/protocol'

/** Bytes of a body that carries a text of 2 MiB, with what JSON adds to it. */
export const MAX_TRACK_BODY = 6 * 1024 * 1024

/** How long a body may be that is sent to a path, before anything else is known of the request. */
export function maxBodyBytes(path: string): number {
  return /\/v1\/lessons\/[^/]+\/tracks\/?(?:\?|$)/.test(path) ? MAX_TRACK_BODY : MAX_BODY_BYTES
}
