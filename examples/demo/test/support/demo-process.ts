import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SERVER = fileURLToPath(new URL('../../build/server.js', import.meta.url))

/** The real demo in a separate process. */
export interface DemoProcess {
  readonly origin: string
  readonly dataDirectory: string
  /** Everything it has printed, both streams. */
  output(): string
  /** Ends it as `Ctrl C` does, or by another signal, and gives its exit code. */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>
}

/** A program that ran to its end. */
export interface Ended {
  readonly code: number | null
  readonly output: string
}

/** Makes a folder for the demo's data; the caller removes it. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ehr-demo-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Runs the demo's program to its end. */
export async function runDemo(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const child = start(args, env)
  const output = collect(child)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output: output() }
}

/** Starts the demo at a free port and waits until it says where it is. */
export async function startDemo(
  dataDirectory: string,
  env: Readonly<Record<string, string>> = {},
): Promise<DemoProcess> {
  const child = start([], { ...env, PORT: '0', DATA_DIR: dataDirectory })
  const output = collect(child)
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const address = /^Open (\S+)$/m.exec(output())?.[1]
      if (address) resolve(address)
    })
    child.once('close', (code) => reject(new Error(`The demo ended with ${String(code)}:\n${output()}`)))
  })
  const stop: DemoProcess['stop'] = async (signal = 'SIGINT') => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const closed = once(child, 'close')
    child.kill(signal)
    const [code] = (await closed) as [number | null]
    return code
  }
  return {
    origin,
    dataDirectory,
    output,
    stop,
  }
}

function start(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [SERVER, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function collect(child: ChildProcess): () => string {
  let text = ''
  child.stdout?.on('data', (data: Buffer) => (text += data.toString()))
  child.stderr?.on('data', (data: Buffer) => (text += data.toString()))
  return () => text
}
