import { once } from 'node:events'
import { createServer, request } from 'node:http'

/**
 * A proxy in front of a server, that can answer as other proxies do, and serves the proof's own page at `/page`.
 *
 * `rule(seen)` gives `undefined` (pass on), `{ status, headers, body }` (answer in the server's place), or a promise of one
 * of them. The server's own address in texts becomes the proxy's.
 */
export async function startProxy(ground, origin) {
  const proxy = { origin: '', page: '', pageHeaders: {}, rule: () => undefined, seen: [], rewrites: true }
  const server = createServer((req, res) => {
    answer(proxy, origin, req, res).catch(() => res.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy.origin = `http://127.0.0.1:${server.address().port}`
  proxy.reset = () =>
    Object.assign(proxy, { page: '', pageHeaders: {}, rule: () => undefined, seen: [], rewrites: true })
  ground.atEnd(() => {
    server.closeAllConnections()
    server.close()
  })
  return proxy
}

async function answer(proxy, origin, req, res) {
  const chunks = []
  for await (const chunk of req) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  if (req.url.startsWith('/page')) {
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...proxy.pageHeaders }).end(proxy.page)
    return
  }
  const seen = { method: req.method, url: req.url, headers: req.headers, body: body.toString(), at: Date.now() }
  proxy.seen.push(seen)
  const own = await proxy.rule(seen)
  if (own) {
    res.writeHead(own.status, own.headers ?? {}).end(own.body ?? '')
    return
  }
  const headers = { ...req.headers, host: new URL(origin).host, 'accept-encoding': 'identity' }
  const passed = request(`${origin}${req.url}`, { method: req.method, headers }, async (from) => {
    const type = String(from.headers['content-type'] ?? '')
    if (!proxy.rewrites || !/json|mpegurl/i.test(type)) {
      res.writeHead(from.statusCode, from.headers)
      from.pipe(res)
      return
    }
    const parts = []
    for await (const part of from) parts.push(part)
    const text = Buffer.concat(parts).toString().replaceAll(origin, proxy.origin)
    const length = Buffer.byteLength(text)
    res.writeHead(from.statusCode, { ...from.headers, ...(parts.length > 0 && { 'content-length': length }) }).end(text)
  })
  passed.on('error', () => res.destroy())
  passed.end(body)
}

/** The handler's own problem document. */
export function problem(status, code, headers = {}) {
  const body = { type: `urn:ehr-lessons:problem:${code}`, title: code, status, code, retryable: true, request_id: 'r' }
  return { status, headers: { 'content-type': 'application/problem+json', ...headers }, body: JSON.stringify(body) }
}
