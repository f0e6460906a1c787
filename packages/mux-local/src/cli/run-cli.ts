import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createMuxLocal, type MuxLocal } from '../mux-local.js'
import { type Arguments, readArguments, USAGE } from './read-arguments.js'

/** What the program is given by whoever starts it. */
export interface CliPorts {
  readonly print: (line: string) => void
  readonly complain: (line: string) => void
  /** Settles when it is to stop. */
  readonly stopped: Promise<unknown>
}

/** Runs until it is stopped, and answers the exit code; it never rejects. */
export async function runCli(args: readonly string[], ports: CliPorts): Promise<number> {
  let parsed: Arguments
  try {
    parsed = readArguments(args)
  } catch (error) {
    ports.complain(`${explain(error)}\n\n${USAGE}`)
    return 2
  }
  if (parsed.help) {
    ports.print(USAGE)
    return 0
  }
  try {
    return await serve(parsed, ports)
  } catch (error) {
    ports.complain(explain(error))
    return 1
  }
}

async function serve(options: Arguments, ports: CliPorts): Promise<number> {
  const { dataDirectory, ffmpeg, control } = options
  const mux = createMuxLocal({ dataDirectory, ffmpeg, control })
  const server = createServer(mux.listener)
  try {
    const url = await listen(server, options)
    await printKeys(mux, url, options, ports)
    ports.print(`mux-local listens on ${url}; its data is in ${dataDirectory}.`)
    await ports.stopped
    return 0
  } finally {
    await close(server)
    await mux.close()
  }
}

async function listen(server: Server, { port, host }: Arguments): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const name = host.includes(':') ? `[${host}]` : host
  return `http://${name}:${(server.address() as AddressInfo).port.toString()}`
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
}

/** Prints what was made now. Secrets are shown once, as lines for an environment file. */
async function printKeys(mux: MuxLocal, url: string, options: Arguments, { print }: CliPorts): Promise<void> {
  const isNew = options.newKeys || !mux.hasAccessToken
  if (isNew) {
    const token = mux.createAccessToken()
    const key = mux.createSigningKey()
    print('# Shown once; --new-keys makes new ones.')
    print(`MUX_BASE_URL=${url}`)
    print(`MUX_TOKEN_ID=${token.id}`)
    print(`MUX_TOKEN_SECRET=${token.secret}`)
    print(`MUX_SIGNING_KEY=${key.id}`)
    print(`MUX_PRIVATE_KEY=${key.privateKey}`)
    print(`MUX_STREAM_URL=${url}`)
    print(`MUX_IMAGE_URL=${url}`)
  }
  if (options.webhook !== undefined) {
    const secret = mux.registerWebhook(options.webhook)
    if (secret !== undefined) print(`MUX_WEBHOOK_SECRET=${secret}`)
  }
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return 'Another program has this port. Choose one with --port, or 0 for any.'
  if (code === 'EACCES' || code === 'ENOTDIR' || code === 'EROFS')
    return 'The data directory cannot be written. Choose one with --data.'
  return error instanceof Error ? error.message : 'An unknown error.'
}
