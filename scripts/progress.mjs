import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'

/** "0.4 s", "12 s": tenths only where they mean something. */
export function seconds(ms) {
  return ms < 10_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 1_000)} s`
}

/** Says what is being done, says every ten seconds that it is still being done, and how long it took. */
export async function step(title, work, { say = console.log, every = 10_000 } = {}) {
  const startedAt = Date.now()
  say(`${title} …`)
  const ticking = setInterval(() => say(`${title} … ${seconds(Date.now() - startedAt)}`), every)
  try {
    const result = await work()
    say(`${title}: done in ${seconds(Date.now() - startedAt)}.`)
    return result
  } finally {
    clearInterval(ticking)
  }
}

/** What is kept for a log is kept without colours. */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined }

/**
 * Runs a program to its end, keeps what it printed (`stdout` apart from both streams together in `output`), and never
 * throws for a program that ran and failed. `priority` is as in `os.setPriority`.
 */
export function runQuietly(command, args, { cwd, env = {}, shell = false, priority } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...process.env, ...plain, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    // What it starts from here on inherits this.
    if (priority !== undefined && child.pid !== undefined) setPriority(child.pid, priority)
    let output = ''
    let stdout = ''
    child.stdout.on('data', (data) => {
      output += data
      stdout += data
    })
    child.stderr.on('data', (data) => (output += data))
    child.on('error', (error) => resolve({ code: 127, stdout, output: `${command}: ${error.message}` }))
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, stdout, output }))
  })
}
