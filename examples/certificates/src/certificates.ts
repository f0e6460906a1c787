import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { answerPages } from './answer-pages.js'
import { CertificateStore } from './certificate-store.js'
import { formatCode } from './core/certificate-code.js'
import { EventWorker, type HostNames } from './event-worker.js'
import { readTextFonts } from './pdf/text-fonts.js'
import { receiveEvent } from './receive-event.js'

/** What certificates need. */
export interface CertificateOptions extends Partial<HostNames> {
  /** Folder in which certificates are kept; made if it is missing. One process at a time. */
  readonly directory: string
  /** `whsec_…`, the secret of the endpoint; a list while it is rotated. */
  readonly secret: string | readonly string[]
  /** Where the pages are for everybody, such as `https://hr.example.com/certificates`; its path is where this is mounted. */
  readonly publicUrl: string
  /** Who issues; on every certificate. */
  readonly issuer?: string
  /** Font files for PDFs in scripts beyond Latin, Greek, Cyrillic, Devanagari, Arabic and Hebrew. */
  readonly fonts?: readonly string[]
  /** Where to write what went wrong; the default is `console.error`. No name and no learner is in it. */
  readonly log?: (line: string) => void
}

/** A certificate that holds, as a link. */
export interface CertificateLink {
  readonly of: 'lesson' | 'course'
  readonly id: string
  readonly attempt: number
  readonly url: string
}

/** Certificates for completed lessons and courses. */
export interface Certificates {
  /** Answers `POST /events` and the pages. */
  readonly listener: RequestListener
  /** Certificates of a learner that hold. */
  ofLearner(learnerId: string, tenantId?: string): readonly CertificateLink[]
  /** Ends the work under way; what waits is done after the next start. */
  close(): Promise<void>
}

/** How often what was remembered long enough is forgotten, in milliseconds. */
const SWEEP_EVERY = 3_600_000

/** Opens the store and begins with what waits in it. */
export async function createCertificates(options: CertificateOptions): Promise<Certificates> {
  const { directory, secret, publicUrl, issuer = 'EnhancedHR Learning', log = console.error } = options
  const names: HostNames = {
    nameOf: options.nameOf ?? ((learnerId) => learnerId),
    titleOf: options.titleOf ?? ((_of, id) => id),
  }
  const url = publicUrl.replace(/\/+$/, '')
  const site = { url, path: new URL(url).pathname.replace(/\/$/, ''), issuer }
  const webhooks = (typeof secret === 'string' ? [secret] : secret).map(toWebhook)
  const [store, fonts] = await Promise.all([CertificateStore.open(directory), readTextFonts(options.fonts)])
  const worker = new EventWorker(store, names, log)
  await store.sweep(Date.now())
  worker.wake()
  const sweeping = setInterval(() => {
    store.sweep(Date.now()).catch(() => log('What was remembered long enough could not be removed.'))
  }, SWEEP_EVERY)
  sweeping.unref()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://any.invalid')
    const path = pathname.startsWith(`${site.path}/`)
      ? pathname.slice(site.path.length)
      : pathname === site.path
        ? '/'
        : ''
    if (path !== '/events') return answerPages(request, response, path, searchParams, { site, store, fonts })
    await receiveEvent(request, response, { store, webhooks })
    worker.wake()
  }

  return {
    listener(request, response) {
      answer(request, response).catch((error: unknown) => {
        // Nobody is left to answer.
        if (response.destroyed) return
        log(`A request failed: ${error instanceof Error ? error.message : 'no reason'}`)
        // The sender of an event tries again.
        if (!response.headersSent) response.writeHead(503, { 'content-type': 'text/plain' })
        response.end('Try again later.\n')
      })
    },
    ofLearner: (learnerId, tenantId = 'default') =>
      store.ofLearner(tenantId, learnerId).map(({ record: { of, id, attempt }, certificate }) => ({
        of,
        id,
        attempt,
        url: `${site.url}/${formatCode(certificate.code)}`,
      })),
    async close() {
      clearInterval(sweeping)
      await worker.close()
    },
  }
}

/** The library takes any base64, also nothing that is hard to guess. */
function toWebhook(secret: string): Webhook {
  if (!/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(secret)) {
    throw new TypeError('Expected a secret to be `whsec_` and base64 of 24 to 64 bytes.')
  }
  return new Webhook(secret)
}
