import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { errorAnswer } from '../delivery/answers.js'
import { ConnectionCut } from './connection-cut.js'

/** What `POST /_local/faults` takes. */
export const faultBody = z.strictObject({
  match: z
    .strictObject({
      /** Default: every method. */
      method: z.string().max(20).optional(),
      /** The whole path; `*` stands for anything. Default: every path. */
      path: z.string().max(500).optional(),
    })
    .optional(),
  action: z.enum(['status', 'delay', 'cut', 'truncate']),
  /** Of `status`. Default: 500. */
  status: z.int().min(200).max(599).optional(),
  /** Of `delay`: milliseconds. Default: 1,000. */
  ms: z.int().min(0).max(600_000).optional(),
  /** Of `cut`: bytes of the request's body that still arrive. Of `truncate`: bytes of the answer that are still sent. Default: 0. */
  bytes: z.int().min(0).optional(),
  /** How many requests it hits. Default: 1. */
  times: z.int().min(1).max(1_000_000).optional(),
})

type Fault = z.infer<typeof faultBody>

/** What goes wrong on purpose. */
export interface Faults {
  add(fault: Fault): void
  clear(): void
  /** Those that still hit something. */
  list(): readonly (Fault & { readonly left: number })[]
  /** Answers a request by `handle`, with the first fault that matches it. */
  apply(request: Request, handle: (request: Request) => Promise<Response>): Promise<Response>
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const globOf = (pattern: string) => new RegExp(`^${pattern.split('*').map(escape).join('.*')}$`)

function matches({ match }: Fault, request: Request): boolean {
  if (match?.method !== undefined && match.method.toUpperCase() !== request.method) return false
  return match?.path === undefined || globOf(match.path).test(new URL(request.url).pathname)
}

/** The same body, but it ends with an error after so many bytes. */
function cutAfter(body: ReadableStream<Uint8Array>, bytes: number): ReadableStream<Uint8Array> {
  let left = bytes
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        if (left > 0) controller.enqueue(chunk.subarray(0, left))
        left -= chunk.length
        if (left < 0) controller.error(new ConnectionCut())
      },
      flush(controller) {
        controller.error(new ConnectionCut())
      },
    }),
    // One chunk at a time: an error would drop what is still in a queue.
  )
}

export function createFaults(): Faults {
  let faults: { readonly fault: Fault; left: number }[] = []

  function take(request: Request): Fault | undefined {
    const found = faults.find(({ fault }) => matches(fault, request))
    if (!found) return undefined
    found.left -= 1
    if (found.left === 0) faults = faults.filter((each) => each !== found)
    return found.fault
  }

  return {
    add(fault) {
      faults.push({ fault, left: fault.times ?? 1 })
    },
    clear() {
      faults = []
    },
    list: () => faults.map(({ fault, left }) => ({ ...fault, left })),
    async apply(request, handle) {
      const fault = take(request)
      if (!fault) return handle(request)
      if (fault.action === 'status') return errorAnswer(fault.status ?? 500, 'fault', 'A fault was asked for')
      if (fault.action === 'delay') {
        await wait(fault.ms ?? 1_000)
        return handle(request)
      }
      if (fault.action === 'cut') {
        if (request.body) {
          const body = cutAfter(request.body, fault.bytes ?? 0)
          await handle(new Request(request, { body, duplex: 'half' }))
        }
        throw new ConnectionCut()
      }
      const response = await handle(request)
      if (!response.body) throw new ConnectionCut()
      const { status, headers } = response
      return new Response(cutAfter(response.body, fault.bytes ?? 0), { status, headers })
    },
  }
}
