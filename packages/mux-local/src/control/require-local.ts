import { ApiError } from '../api/api-error.js'
import type { Peer } from '../node-listener.js'

const LOOPBACK_ADDRESS = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/
const LOOPBACK_NAME = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * Lets only programs on this machine pass. A web page cannot: the header needs a preflight, which is refused, and a name that was
 * pointed at this machine is no loopback name. Throws 403.
 */
export function requireLocal(request: Request, peer: Peer | undefined): void {
  if (request.headers.get('x-mux-local') !== '1')
    throw new ApiError(403, 'forbidden', ['Send the header `x-mux-local: 1` to steer mux-local'])
  const local =
    (peer === undefined || LOOPBACK_ADDRESS.test(peer.address ?? '')) &&
    (peer === undefined || LOOPBACK_NAME.test(new URL(request.url).hostname)) &&
    !request.headers.has('x-forwarded-for') &&
    !request.headers.has('forwarded')
  if (!local) throw new ApiError(403, 'forbidden', ['mux-local is steered from its own machine only'])
}
