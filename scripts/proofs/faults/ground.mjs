import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The repository that is looked at. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Loads a package as one of the repository's own packages sees it. */
export function load(name, from = 'examples/demo') {
  return import(pathToFileURL(createRequire(join(root, from, 'package.json')).resolve(name)).href)
}

/** A CommonJS package of the server's, for example `pg`. */
export const requireOfServer = createRequire(join(root, 'packages/server/package.json'))

/** A folder that goes when the proof ends. */
export async function temporaryFolder(ground) {
  const path = await mkdtemp(join(tmpdir(), 'ehr-faults-'))
  ground.atEnd(() => rm(path, { recursive: true, force: true }))
  return path
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** Starts a program and collects what it prints. */
export function start(command, args, { env = {}, cwd, talks = false } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: [talks ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  })
  let text = ''
  child.stdout.on('data', (data) => (text += data))
  child.stderr.on('data', (data) => (text += data))
  const closed = once(child, 'close').then(([code, signal]) => ({ code, signal }))
  return { child, closed, output: () => text }
}

/** Runs a program to its end, or until the time is over: then it is ended and its code is `hung`. */
export async function runToEnd(command, args, { ms = 15_000, ...options } = {}) {
  const program = start(command, args, options)
  const ended = await within(program.closed, ms).catch(() => ({ code: 'hung' }))
  program.child.kill('SIGKILL')
  return { code: ended.code, output: program.output() }
}

/** Rejects when something takes longer. */
export function within(work, ms, what = 'it') {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until `look` gives something true, at most so long; answers what it gave last. */
export async function eventually(look, ms, every = 100) {
  const end = Date.now() + ms
  for (;;) {
    const seen = await look()
    if (seen || Date.now() > end) return seen
    await pause(every)
  }
}
