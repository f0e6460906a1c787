import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** How a server behaves: it counts, says nothing, or answers every command that counts with an error. */
export type Mood = 'well' | 'frozen' | `-${string}`

/** As much of Redis as a limiter needs, on a separate port, as broken as a test wants it. */
export class RedisServer {
  readonly #counts = new Map<string, number>()
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #held: (() => void)[] = []
  #mood: Mood = 'well'
  /** Commands that count, answered or not. */
  counted = 0

  constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket)
      let text = ''
      socket.setEncoding('latin1')
      socket.on('error', () => undefined)
      socket.on('data', (chunk: string) => {
        text += chunk
        for (;;) {
          const read = readCommand(text)
          if (!read) return
          text = text.slice(read.length)
          this.#answer(socket, read.words)
        }
      })
    })
  }

  listen(port = 0): Promise<number> {
    return new Promise((resolve) => {
      this.#server.listen(port, '127.0.0.1', () => resolve((this.#server.address() as AddressInfo).port))
    })
  }

  /** A server that thaws answers what it was asked meanwhile, as one does after SIGCONT. */
  set mood(mood: Mood) {
    this.#mood = mood
    if (mood !== 'frozen') for (const answer of this.#held.splice(0)) answer()
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  #answer(socket: Socket, words: readonly string[]): void {
    if (this.#mood === 'frozen') return void this.#held.push(() => this.#answer(socket, words))
    const [name, , , key] = words
    if (name!.toLowerCase() === 'info') return void socket.write('$11\r\nloading:0\r\n\r\n')
    if (!/^eval/i.test(name!)) return void socket.write('+OK\r\n')
    this.counted += 1
    if (this.#mood !== 'well') return void socket.write(`${this.#mood}\r\n`)
    const count = (this.#counts.get(key!) ?? 0) + 1
    this.#counts.set(key!, count)
    socket.write(`*2\r\n:${count.toString()}\r\n:60000\r\n`)
  }
}

/** Reads one command, an array of texts, or nothing where it is not whole yet. */
function readCommand(text: string): { readonly words: readonly string[]; readonly length: number } | null {
  const head = /^\*(\d+)\r\n/.exec(text)
  if (!head) return null
  let length = head[0].length
  const words: string[] = []
  for (let index = 0; index < Number(head[1]); index += 1) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(length))
    if (!size) return null
    const start = length + size[0].length
    length = start + Number(size[1]) + 2
    if (text.length < length) return null
    words.push(text.slice(start, length - 2))
  }
  return { words, length }
}
