import { resolve } from 'node:path'

/** What the demo reads from its environment. */
export interface Settings {
  /** Where it listens on 127.0.0.1; 0: any free port. */
  readonly port: number
  /** Absolute path of the folder that a restart remembers. */
  readonly dataDirectory: string
  /** Seconds that playback tokens live, or `undefined`: the handler's default. */
  readonly tokenLifetime: number | undefined
  /** Where to send events, or `undefined`: the demo receives them itself. */
  readonly events: { readonly url: string; readonly secret: string } | undefined
}

/** A setting that makes no sense; its message names the variable, what was expected and what was given. */
export class SettingsError extends Error {}

export const usage = `
Usage: npm start

Starts the demo on this machine only: a course, the lesson handler, and a stand-in for Mux.

Environment:
  PORT             where it listens on 127.0.0.1; 4173 unless set, 0 takes any free port
  DATA_DIR         where it keeps its database, keys and sign-in; .data unless set
  TOKEN_LIFETIME   seconds that playback tokens live, 5 to 86400; the handler's own default unless set
  EVENTS_URL       your own receiver of events; unless set, the demo receives them itself and issues certificates
  EVENTS_SECRET    the secret that your receiver verifies them with: whsec_ and base64 of 24 to 64 bytes
`.trim()

/** Reads the environment; throws {@link SettingsError} for what it cannot use. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const lifetime = env['TOKEN_LIFETIME']
  return {
    port: wholeNumber('PORT', env['PORT'] ?? '4173', 0, 65_535),
    dataDirectory: resolve(env['DATA_DIR'] ?? '.data'),
    tokenLifetime: lifetime === undefined ? undefined : wholeNumber('TOKEN_LIFETIME', lifetime, 5, 86_400),
    events: readEventSettings(env['EVENTS_URL'], env['EVENTS_SECRET']),
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN
  if (value >= least && value <= most) return value
  throw new SettingsError(`Expected ${name} to be a whole number from ${least} to ${most}, got "${text}".`)
}

/** Whether a text is a secret as Standard Webhooks writes it. */
export function isWebhookSecret(text: string): boolean {
  const bytes = /^whsec_((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(text)?.[1]
  const length = Buffer.from(bytes ?? '', 'base64').length
  return length >= 24 && length <= 64
}

function readEventSettings(url: string | undefined, secret: string | undefined): Settings['events'] {
  if (url === undefined && secret === undefined) return undefined
  if (url === undefined || secret === undefined) {
    throw new SettingsError('Expected EVENTS_URL and EVENTS_SECRET together, or neither of them.')
  }
  const parsed = URL.canParse(url) ? new URL(url) : null
  // Neither is quoted: the secret is one, and an address may hold another.
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol) || parsed.username || parsed.password || parsed.hash) {
    throw new SettingsError('Expected EVENTS_URL to be an http or https URL without user, password and fragment.')
  }
  if (!isWebhookSecret(secret)) {
    throw new SettingsError('Expected EVENTS_SECRET to be whsec_ and base64 of 24 to 64 bytes.')
  }
  return { url, secret }
}
