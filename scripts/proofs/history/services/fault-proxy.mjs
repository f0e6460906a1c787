import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { pause } from '../../faults/ground.mjs'

/**
 * Stands between clients and servers, and does to a request what its header `x-fault` says; one request a connection.
 *
 * - `delay`: it arrives late;
 * - `cut-request`: only its first half arrives;
 * - `cut-answer`: it arrives, and the answer is thrown away; `half-answer`: its second half is;
 * - `twice`: it arrives twice, at the same time; `again`: once more, late, when the answer has been given.
 *
 * `x-to` says to which of `ports`.
 */
export class FaultProxy {
  #server
  #ports
  #later = new Set()

  constructor(ports) {
    this.#ports = ports
    this.#server = createServer((client) => {
      client.on('error', () => undefined)
      this.#serve(client).catch(() => client.destroy())
    })
  }

  async open() {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    this.port = this.#server.address().port
    return this
  }

  /** Settles when nothing that was held back is on its way any more. */
  async idle() {
    await Promise.allSettled(this.#later)
  }

  close() {
    this.#server.close()
  }

  async #serve(client) {
    const request = await readRequest(client)
    const { fault = 'none', ms = 0, to = 0 } = JSON.parse(/^x-fault: (.*)$/im.exec(headOf(request))?.[1] ?? '{}')
    const port = this.#ports[to]
    if (fault === 'delay') await pause(ms)
    if (fault === 'cut-request') {
      await send(port, request.subarray(0, request.length >> 1), { half: true })
      client.destroy()
      return
    }
    if (fault === 'twice') this.#hold(send(port, request))
    const answer = await send(port, request)
    if (fault === 'again') this.#hold(pause(ms).then(() => send(port, request)))
    if (fault === 'cut-answer' || answer.length === 0) client.destroy()
    else if (fault === 'half-answer') client.write(answer.subarray(0, answer.length >> 1), () => client.destroy())
    else client.end(answer)
  }

  #hold(work) {
    const held = work.catch(() => undefined).finally(() => this.#later.delete(held))
    this.#later.add(held)
  }
}

function headOf(request) {
  return request.subarray(0, Math.max(0, request.indexOf('\r\n\r\n'))).toString()
}

/** Everything of a request, by its length. */
async function readRequest(socket) {
  let bytes = Buffer.alloc(0)
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    bytes = Buffer.concat([bytes, chunk])
    const end = bytes.indexOf('\r\n\r\n')
    if (end === -1) continue
    const length = Number(/^content-length: (\d+)/im.exec(headOf(bytes))?.[1] ?? 0)
    if (bytes.length >= end + 4 + length) return bytes
  }
  throw new Error('The client left.')
}

/** Sends bytes on a separate connection; answers everything that comes back. */
function send(port, bytes, { half = false } = {}) {
  return new Promise((resolve, reject) => {
    const parts = []
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes, () => {
        if (half) socket.destroy()
      })
    })
    socket.on('data', (part) => parts.push(part))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(parts)))
  })
}
