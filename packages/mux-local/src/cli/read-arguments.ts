import { parseArgs } from 'node:util'

/** What the program was called with. */
export interface Arguments {
  readonly help: boolean
  readonly port: number
  readonly host: string
  readonly dataDirectory: string
  readonly ffmpeg: string | false
  readonly control: boolean
  readonly webhook: string | undefined
  readonly newKeys: boolean
}

export const USAGE = `Usage: mux-local [options]

A stand-in for Mux on this machine: REST, direct uploads, webhooks, signed playback. Anything that speaks to Mux through an SDK
works with it: set MUX_BASE_URL, MUX_TOKEN_ID and MUX_TOKEN_SECRET to what it prints at its first start.

  --port <number>      default: 4180; 0 takes any free one
  --host <address>     default: 127.0.0.1; anything else lets other machines in
  --data <directory>   where everything is kept over a restart; default: .mux-local
  --webhook <url>      sends events there, and prints the secret when it is registered
  --new-keys           makes and prints a new access token and signing key; the old ones stay valid
  --ffmpeg <path>      default: ffmpeg, where it is installed; --no-ffmpeg takes only MP4 with H.264 and AAC
  --no-control         does not serve /_local/*, by which tests steer it
  --help               prints this

Ends with 0 when it is stopped, 1 when it cannot start, 2 when it was called wrongly.`

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  webhook: { type: 'string' },
  'new-keys': { type: 'boolean' },
  ffmpeg: { type: 'string' },
  'no-ffmpeg': { type: 'boolean' },
  'no-control': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

function readPort(text: string | undefined): number {
  if (text === undefined) return 4180
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (!(port <= 65_535)) throw new TypeError('Expected --port to be a whole number from 0 to 65535.')
  return port
}

function readAddress(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new TypeError('Expected --webhook to be an address with http or https.')
  return new URL(text).href
}

/** Reads the arguments; throws a `TypeError` in words where they are wrong. */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  if (values.ffmpeg !== undefined && values['no-ffmpeg']) throw new TypeError('Expected --ffmpeg or --no-ffmpeg.')
  return {
    help: values.help ?? false,
    port: readPort(values.port),
    host: values.host ?? '127.0.0.1',
    dataDirectory: values.data ?? '.mux-local',
    ffmpeg: values['no-ffmpeg'] ? false : (values.ffmpeg ?? 'ffmpeg'),
    control: !values['no-control'],
    webhook: readAddress(values.webhook),
    newKeys: values['new-keys'] ?? false,
  }
}
