import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** Passes bytes on to a port, until the connections are cut. */
export class Relay {
  #server
  #sockets = new Set()

  constructor(port) {
    this.#server = createServer((inner) => {
      const outer = connect(port, '127.0.0.1')
      for (const [one, other] of [
        [inner, outer],
        [outer, inner],
      ]) {
        one.setNoDelay(true)
        this.#sockets.add(one)
        one.on('error', () => other.destroy())
        one.on('close', () => {
          this.#sockets.delete(one)
          other.destroy()
        })
        one.pipe(other)
      }
    })
  }

  async open() {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    this.port = this.#server.address().port
    return this
  }

  cut() {
    for (const socket of this.#sockets) socket.destroy()
  }

  close() {
    this.#server.close()
    this.cut()
  }
}
