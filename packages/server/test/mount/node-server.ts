import { createServer, type RequestListener, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'

/** A listening server of one test. */
export interface Listening {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** Listens on a free port of this machine. */
export function listen(listener: RequestListener): Promise<Listening> {
  return listenWith(createServer(listener))
}

export async function listenWith(server: Server): Promise<Listening> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port.toString()}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Sends bytes as they are and gives what came back until the other side closed. */
export function sendRaw(port: number, chunks: readonly (string | Uint8Array)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => (answer += text))
    // A server that has answered may reset what is still being sent; what counts is what it said.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answer))
    for (const chunk of chunks) socket.write(chunk)
  })
}
