import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { eventually, within } from '../../faults/ground.mjs'

/** How long a program may take to start or to end: a busy machine is slow. */
const PATIENCE_MS = 60_000

/** A process that is killed, frozen and started again, always with the same command. */
export class Program {
  #child
  #closed
  #output = ''
  #command
  #isEnding = false
  /** Times that it has ended although nobody ended it, each with what it printed last. */
  crashes = []

  /** `isUp` answers whether it does its work; without it, it is up when it prints `ready`. */
  constructor(name, [program, ...args], { isUp, ...options } = {}) {
    this.name = name
    this.#command = { program, args, isUp, options }
  }

  get output() {
    return this.#output
  }

  get pid() {
    return this.#child?.pid
  }

  get isRunning() {
    return this.#child !== undefined
  }

  async start() {
    const { program, args, isUp, options } = this.#command
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        said += data
        this.#output = (this.#output + data).slice(-20_000)
      })
    }
    child.stdin.on('error', () => undefined)
    this.#child = child
    let hasEnded = false
    this.#isEnding = false
    this.#closed = once(child, 'close').then(() => {
      hasEnded = true
      if (!this.#isEnding) this.crashes.push(said.slice(-2_000))
      if (this.#child === child) this.#child = undefined
    })
    const up = await eventually(async () => hasEnded || (isUp ? isUp() : /^ready$/m.test(said)), PATIENCE_MS, 20)
    if (!up || hasEnded) throw new Error(`${this.name} did not start: ${said}`)
  }

  /** Ends it at once; answers when it is gone. */
  async kill(signal = 'SIGKILL') {
    if (!this.#child) return
    const closed = this.#closed
    this.#isEnding = true
    this.#signal(signal)
    await within(closed, PATIENCE_MS, `the end of ${this.name}`)
  }

  /** Ends it as a process manager does. */
  stop() {
    return this.kill('SIGTERM')
  }

  freeze() {
    this.#signal('SIGSTOP')
  }

  thaw() {
    this.#signal('SIGCONT')
  }

  #signal(signal) {
    if (this.#child) process.kill(this.#child.pid, signal)
  }

  /** Processes that it has started itself. */
  async children() {
    if (!this.#child) return []
    const { pid } = this.#child
    const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
    return text.split(' ').filter(Boolean).map(Number)
  }
}

/** Sends a signal to a process that may be gone. */
export function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
