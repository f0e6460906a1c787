import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CertificateStore } from './certificate-store.js'
import { formatCode, readCode } from './core/certificate-code.js'
import { certificatePage } from './pages/certificate-page.js'
import type { Site } from './pages/layout.js'
import { verifyPage } from './pages/verify-page.js'
import { certificatePdf } from './pdf/certificate-pdf.js'
import type { TextFonts } from './pdf/text-fonts.js'

/** What the pages are made of. */
export interface PageParts {
  readonly site: Site
  readonly store: CertificateStore
  readonly fonts: TextFonts
}

const CSS = 'text/css; charset=utf-8'
/** Files of `public`, with their types. */
const FILES = new Map([
  ['/page.css', CSS],
  ['/certificate.css', CSS],
  ['/verify.css', CSS],
  ['/seal.svg', 'image/svg+xml'],
])
const HTML = 'text/html; charset=utf-8'
/** The pages hold no script and no style; a code in an address goes to no other site and into no search engine. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'cache-control': 'no-store',
}

interface Answer {
  readonly status: number
  readonly type?: string
  readonly body: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Answers `/verify`, `/verify/<code>`, `/<code>` and `/<code>.pdf`. Whoever knows a code sees the certificate: it is a paper that
 * its learner hands on.
 */
export async function answerPages(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
  parts: PageParts,
): Promise<void> {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const { status, type = HTML, body, headers } = isRead ? await find(path, query, parts) : NO_SUCH_METHOD
  response.writeHead(status, {
    ...HEADERS,
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    ...headers,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

const NO_SUCH_METHOD: Answer = {
  status: 405,
  type: 'text/plain; charset=utf-8',
  body: 'Pages are read with GET.\n',
  headers: { allow: 'GET, HEAD' },
}

async function find(path: string, query: URLSearchParams, parts: PageParts): Promise<Answer> {
  const type = FILES.get(path)
  if (type) return { status: 200, type, body: await readFile(new URL(`../public${path}`, import.meta.url)) }
  const { site } = parts
  const typed = query.get('code')
  if (path === '/' || (path === '/verify' && typed === null)) {
    return { status: 200, body: verifyPage(site, { outcome: 'asks' }) }
  }
  if (path === '/verify') return verify(typed!, parts, true)
  const [, folder, text, extension] = /^\/(verify\/)?([^/]+?)(\.pdf)?$/.exec(decode(path)) ?? []
  if (text === undefined || (folder && extension)) return unknown(parts, '')
  return folder ? verify(text, parts, false) : certificate(text, extension === '.pdf', parts)
}

/** A code that was typed into the form gets an address that can be handed on. */
function verify(typed: string, { site, store }: PageParts, isForm: boolean): Answer {
  const code = readCode(typed)
  if (code === null)
    return { status: 400, body: verifyPage(site, { outcome: 'unreadable', typed: typed.slice(0, 64) }) }
  if (isForm) return seeOther(`${site.path}/verify/${formatCode(code)}`)
  const found = store.find(code)
  return found
    ? { status: 200, body: verifyPage(site, { outcome: 'found', found }) }
    : unknown({ site }, formatCode(code))
}

async function certificate(text: string, isPdf: boolean, { site, store, fonts }: PageParts): Promise<Answer> {
  const code = readCode(text)
  const found = code === null ? undefined : store.find(code)
  if (!found) return unknown({ site }, text.slice(0, 64))
  if (!isPdf) return { status: 200, body: certificatePage(site, found) }
  // A file would go on saying what is no longer true.
  if (found.certificate.withdrawnAt !== null) return { status: 410, body: certificatePage(site, found) }
  const name = `certificate-${formatCode(found.certificate.code)}.pdf`
  return {
    status: 200,
    type: 'application/pdf',
    body: await certificatePdf(site, found, fonts),
    headers: { 'content-disposition': `inline; filename="${name}"` },
  }
}

function unknown({ site }: Pick<PageParts, 'site'>, typed: string): Answer {
  return { status: 404, body: verifyPage(site, { outcome: 'unknown', typed }) }
}

function seeOther(location: string): Answer {
  return { status: 303, body: '', headers: { location } }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // No address of a page here is written like that.
    return ''
  }
}
