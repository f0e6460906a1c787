import { request } from 'node:http'
import { eventually } from '../faults/ground.mjs'

/** How long a client waits for an answer. */
const PATIENCE_MS = 15_000
/** What happens to requests on their way, and how often. */
const FAULTS = { none: 70, delay: 8, 'cut-request': 4, 'cut-answer': 8, 'half-answer': 3, twice: 5, again: 2 }

/** All calls of a run, in the order in which they began. */
export class Recorder {
  calls = []
  #clock = 0

  begin(call) {
    const record = { id: this.calls.length, invoked: (this.#clock += 1), returned: null, outcome: 'unknown', ...call }
    this.calls.push(record)
    return record
  }

  end(record, outcome) {
    return Object.assign(record, { returned: (this.#clock += 1), ...outcome })
  }
}

/** Somebody who calls, through the proxy that spoils requests, any of the servers. */
export class Caller {
  #network
  #random

  /** `network`: `{ recorder, port, servers, isCalm }`; `isCalm()` is true when nothing is spoiled any more. */
  constructor(network, random) {
    this.#network = network
    this.#random = random
  }

  /** Waits until the servers do their work: a busy machine takes its time to start one. */
  async untilHealthy(milliseconds) {
    const { port, servers } = this.#network
    for (let to = 0; to < servers; to += 1) {
      const headers = { 'x-fault': JSON.stringify({ to }) }
      const isHealthy = async () => (await send({ port, method: 'GET', path: '/v1/health', headers }))?.status === 200
      if (!(await eventually(isHealthy, milliseconds))) throw new Error(`Server ${to} did not get to work.`)
    }
  }

  /**
   * Makes one call; answers its record. `outcome` is `ok`, `refused` where the handler said no, else `unknown`: whether it was
   * done is not known then, whatever the answer says.
   *
   * `read` turns the body of the answer into what the checks look at.
   */
  async call({ as, method, path, body, read = (answer) => answer, ...call }) {
    const { recorder, port, servers, isCalm } = this.#network
    const random = this.#random
    // Drawn in any case, so that the other draws do not depend on it.
    const drawn = { fault: random.weighted(FAULTS), ms: random.between(20, 1_200), to: random.between(0, servers - 1) }
    const fault = isCalm() ? { to: drawn.to } : drawn
    const record = recorder.begin({ learner: null, tenant: as.tenantId, ...call })
    const headers = {
      authorization: `Bearer ${Buffer.from(JSON.stringify(as)).toString('base64url')}`,
      'x-fault': JSON.stringify(fault),
    }
    const answer = await send({ port, method, path, body, headers })
    const outcome = judge(answer)
    const text = answer?.text
    return recorder.end(record, {
      ...{ outcome, status: answer?.status ?? null, fault: fault.fault },
      ...(text !== undefined && { text }),
      ...(outcome === 'ok' && { answer: read(JSON.parse(text)) }),
    })
  }
}

/** 408, 429 and everything from 500 on say nothing about what was done; a body that is cut off neither. */
function judge(answer) {
  if (answer === null) return 'unknown'
  const { status } = answer
  if (status >= 200 && status < 300) return 'ok'
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'refused' : 'unknown'
}

/** Status and text of a whole answer, or `null`. */
function send({ port, method, path, body, headers }) {
  const text = body === undefined ? '' : JSON.stringify(body)
  return new Promise((resolve) => {
    const more = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), connection: 'close' }
    const outgoing = request(
      { host: '127.0.0.1', port, method, path, agent: false, headers: { ...headers, ...(text !== '' && more) } },
      (incoming) => {
        const parts = []
        incoming.on('data', (part) => parts.push(part))
        incoming.on('close', () => {
          const whole = incoming.complete
          resolve(whole ? { status: incoming.statusCode, text: Buffer.concat(parts).toString() } : null)
        })
        incoming.on('error', () => resolve(null))
      },
    )
    outgoing.on('error', () => resolve(null))
    outgoing.setTimeout(PATIENCE_MS, () => outgoing.destroy())
    outgoing.end(text)
  })
}
