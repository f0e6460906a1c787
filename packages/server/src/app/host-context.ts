/** What a host's callbacks learn of the call beside the request. */
export interface HostContext {
  /**
   * What the mount passed on: `{ req, res }` below Node (so `req.user` is there), `{ env, ctx }` on Workers.
   * The handler itself never looks into it.
   */
  readonly native: NativeCall
  /** The caller's network address as the option `clientAddress` or the socket reports it, or `null`. */
  readonly address: string | null
  /** Lets work outlive the answer: `close()` waits for it, and so does a runtime that has to be asked. */
  readonly waitUntil: (promise: Promise<unknown>) => void
}

export interface NativeCall {
  /** Node's request, when the handler is mounted by `toNodeListener` or below Hono's Node server. */
  readonly req?: unknown
  readonly res?: unknown
  readonly env?: unknown
  readonly ctx?: unknown
}

/** What of the handler a context needs. */
export interface HostContextOptions {
  readonly clientAddress?: (native: NativeCall) => string | null
  /** Lets the end of the handler wait for work that outlives its answer. */
  readonly during?: (work: Promise<unknown>) => unknown
}

/** Gathers the context of a call from what the mount passed to `fetch` after the request. */
export function createHostContext(
  env: unknown,
  ctx: unknown,
  { clientAddress, during }: HostContextOptions,
): HostContext {
  const { incoming, outgoing } = isRecord(env) ? env : {}
  const native: NativeCall = { ...(incoming ? { req: incoming, res: outgoing } : {}), env, ctx }
  return {
    native,
    address: clientAddress ? clientAddress(native) : socketAddress(incoming),
    waitUntil(promise) {
      // A rejection belongs to whoever made the promise; here it must only not end the process.
      const settled = promise.catch(() => undefined)
      during?.(settled)
      if (isRecord(ctx) && typeof ctx['waitUntil'] === 'function') {
        ;(ctx as { waitUntil: (promise: Promise<unknown>) => void }).waitUntil(settled)
      }
    },
  }
}

function socketAddress(incoming: unknown): string | null {
  const socket = isRecord(incoming) ? incoming['socket'] : null
  const address = isRecord(socket) ? socket['remoteAddress'] : null
  return typeof address === 'string' ? address : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
