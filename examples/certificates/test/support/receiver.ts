import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { createCertificates, type CertificateOptions, type Certificates } from '../../src/index.js'

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

/** The example at a free port, with a folder that a restart finds again. */
export interface Receiver {
  readonly url: string
  readonly directory: string
  readonly log: string[]
  certificates: Certificates
  /** Sends an event as Standard Webhooks says, with what a test wants to be otherwise. */
  send(event: unknown, changes?: Sending): Promise<Response>
  get(path: string): Promise<{ readonly status: number; readonly text: string; readonly answer: Response }>
  restart(options?: Partial<CertificateOptions>): Promise<void>
  close(): Promise<void>
}

export interface Sending {
  readonly id?: string
  readonly secret?: string
  readonly at?: Date
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export async function openReceiver(options: Partial<CertificateOptions> = {}): Promise<Receiver> {
  const directory = await mkdtemp(join(tmpdir(), 'ehr-certificates-'))
  let listener: RequestListener = (_request, response) => response.writeHead(503).end()
  const server = createServer((request, response) => listener(request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/certificates`
  const log: string[] = []
  const open = async (more: Partial<CertificateOptions>): Promise<Certificates> => {
    const certificates = await createCertificates({
      directory,
      secret: SECRET,
      publicUrl: url,
      log: (line) => log.push(line),
      ...more,
    })
    listener = certificates.listener
    return certificates
  }
  const receiver: Receiver = {
    url,
    directory,
    log,
    certificates: await open(options),
    send(event, { id = randomUUID(), secret = SECRET, at = new Date(), headers = {}, body } = {}) {
      const text = JSON.stringify(event)
      return fetch(`${url}/events`, {
        method: 'POST',
        body: body ?? text,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': Math.floor(at.getTime() / 1_000).toString(),
          'webhook-signature': new Webhook(secret).sign(id, at, text),
          ...headers,
        },
      })
    },
    async get(path) {
      const answer = await fetch(path.startsWith('http') ? path : `${url}${path}`)
      return { status: answer.status, text: await answer.text(), answer }
    },
    async restart(more = options) {
      await receiver.certificates.close()
      receiver.certificates = await open(more)
    },
    async close() {
      await receiver.certificates.close()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await rm(directory, { recursive: true, force: true })
    },
  }
  return receiver
}

/** An event of the taking of a lesson by a learner. */
export function lessonEvent(
  change: 'completed' | 'revoked',
  learnerId: string,
  { revision = 1, at = '2026-11-30T09:14:05.120Z', tenantId = 'default' } = {},
): Record<string, unknown> {
  return {
    id: randomUUID(),
    type: `lesson.${change}`,
    version: 1,
    tenant_id: tenantId,
    occurred_at: at,
    subject: `lesson/fire-1/learner/${encodeURIComponent(learnerId)}/1`,
    revision,
    data: { lesson_id: 'fire-1', course_id: 'fire', learner_id: learnerId, attempt: 1, [`${change}_at`]: at },
  }
}

/** What is sent when a learner was erased; their verdicts too, unless the host keeps those. */
export function erasure(
  learnerId: string,
  { at = '2026-12-02T08:00:00.000Z', verdictsKept = false } = {},
): Record<string, unknown> {
  return {
    id: randomUUID(),
    type: 'learner.erased',
    version: 1,
    tenant_id: 'default',
    occurred_at: at,
    subject: 'learner/erased',
    revision: 1,
    data: { learner_id: learnerId, erased_at: at, verdicts_kept: verdictsKept },
  }
}
