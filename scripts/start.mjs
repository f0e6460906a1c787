import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { requireNode } from './require-node.mjs'

requireNode()

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const usage = `
Usage: npm start

Installs what is missing, builds what has changed, and starts the demo: a course, the handler and a stand-in for Mux.

  npm start -- --help   prints this and ends

Environment:
  PORT       where the demo listens on 127.0.0.1; 4173 unless set
  DATA_DIR   where it keeps its database; .data unless set

  EVENTS_URL, EVENTS_SECRET   your own receiver of events; unless set, the demo receives them itself
`.trim()

/** Calls `stop` when the shell that npm put around this script has gone: npm signals that shell to end, and nobody else. */
function whenNpmEnds(stop) {
  if (process.env.npm_lifecycle_event !== 'start') return
  const parent = process.ppid
  setInterval(() => process.ppid === parent || stop(), 500).unref()
}

function startDemo() {
  const child = spawn(process.execPath, ['examples/demo/build/server.js'], { cwd: root, stdio: 'inherit' })
  const forward = (signal) => child.kill(signal)
  orphaned = () => forward('SIGTERM')
  process.on('SIGTERM', forward)
  process.on('SIGHUP', forward)
  // A terminal has already signalled the demo itself; only a signal sent to this process alone needs passing on.
  process.on('SIGINT', (signal) => process.stdin.isTTY || forward(signal))
  child.on('error', (error) => fail(`The demo did not start: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
}

function fail(message, code = 1) {
  console.error(message)
  process.exit(code)
}

/** Before there is a demo to end, there is only this process. */
let orphaned = () => process.exit(143)
whenNpmEnds(() => orphaned())

const options = process.argv.slice(2)
const unknown = options.find((option) => option !== '--help' && option !== '-h')
if (unknown !== undefined) fail(`Unknown option ${unknown}.\n\n${usage}`, 2)

try {
  const { install } = await import('./install.mjs')
  await install()
  if (options.length > 0) {
    console.log(usage)
  } else {
    const { build } = await import('./build.mjs')
    await build()
    startDemo()
  }
} catch (error) {
  fail(error.message)
}
