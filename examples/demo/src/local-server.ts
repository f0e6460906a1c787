import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { drainServer } from '@enhancedhr/server/node'

/** A server on 127.0.0.1 that has its address before it has anything to answer. */
export interface LocalServer {
  readonly origin: string
  /** From now on requests go to this listener; until then they wait. */
  answerWith(listener: RequestListener): void
  /** Lets requests under way end, for some seconds. */
  close(): Promise<void>
}

/** Listens on 127.0.0.1 alone; rejects with `EADDRINUSE` when the port is taken. */
export async function openLocalServer(port: number): Promise<LocalServer> {
  let ready: (listener: RequestListener) => void = () => undefined
  const listener = new Promise<RequestListener>((resolve) => (ready = resolve))
  const server = createServer((req, res) => void listener.then((answer) => answer(req, res)))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith: ready,
    close: () => drainServer(server),
  }
}
