import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { createCertificates } from './certificates.js'

const usage = `
Usage: EVENTS_SECRET=whsec_… node build/server.js

Receives events of lessons and issues certificates.

Environment:
  EVENTS_SECRET   secret of the endpoint, whsec_…; two with a space between them while it is rotated
  PORT            where it listens on 127.0.0.1; 4180 unless set, 0 takes any free port
  PUBLIC_URL      where everybody reaches it; http://127.0.0.1:<port> unless set
  DATA_DIR        where it keeps certificates; .data/certificates unless set
`.trim()

const { EVENTS_SECRET = '', PORT = '4180', PUBLIC_URL, DATA_DIR = '.data/certificates' } = process.env
const secrets = EVENTS_SECRET.split(' ').filter((secret) => secret !== '')
if (secrets.length === 0 || process.argv.length > 2) {
  console.error(usage)
  process.exit(2)
}

// The address is known once it listens; until certificates are open, requests wait.
let open: (listener: RequestListener) => void = () => undefined
const opened = new Promise<RequestListener>((settle) => (open = settle))
const server = createServer({ requestTimeout: 15_000 }, (request, response) => {
  void opened.then((listener) => listener(request, response))
})
server.listen(Number(PORT), '127.0.0.1')
await once(server, 'listening')
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const certificates = await createCertificates({
  directory: resolve(DATA_DIR),
  secret: secrets,
  publicUrl: PUBLIC_URL ?? address,
})
open(certificates.listener)
console.log(`Send events to ${address}${new URL(PUBLIC_URL ?? address).pathname.replace(/\/$/, '')}/events`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => void certificates.close())
    server.closeIdleConnections()
  })
}
