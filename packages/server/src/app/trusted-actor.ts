import type { Actor } from './app-context.js'
import type { ActorChoice } from './api-options.js'
import { readOpaque } from './read-input.js'

/** Who acts where the host does not say. */
const SERVICE = 'service'

/** The host's own code, which may do everything in a tenant. */
export function trustedActor({ tenantId = 'default', actorId = SERVICE }: ActorChoice): Actor {
  return {
    caller: {
      tenantId: readOpaque(tenantId, 'tenantId'),
      learnerId: readOpaque(actorId, 'actorId'),
      roles: ['service', 'admin'],
    },
    context: { native: {}, address: null, waitUntil: () => undefined },
  }
}
