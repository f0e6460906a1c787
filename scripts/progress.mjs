import { spawn } from 'node:child_process'

/** "0.4 s", "12 s": tenths only where they tell something. */
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

/** Runs a program to its end, keeps what it printed, and never throws for a program that ran and failed. */
export function runQuietly(command, args, { cwd, env = {}, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...process.env, ...plain, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('error', (error) => resolve({ code: 127, output: `${command}: ${error.message}` }))
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, output }))
  })
}
