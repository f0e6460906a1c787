import { resolve } from 'node:path'

/** What the demo reads from its environment. */
export interface Settings {
  /** Where it listens on 127.0.0.1; 0: any free port. */
  readonly port: number
  /** Absolute path of the folder that a restart remembers. */
  readonly dataDirectory: string
  /** Seconds that playback tokens live, or `undefined`: the handler's default. */
  readonly tokenLifetime: number | undefined
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
`.trim()

/** Reads the environment; throws {@link SettingsError} for what it cannot use. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const lifetime = env['TOKEN_LIFETIME']
  return {
    port: wholeNumber('PORT', env['PORT'] ?? '4173', 0, 65_535),
    dataDirectory: resolve(env['DATA_DIR'] ?? '.data'),
    tokenLifetime: lifetime === undefined ? undefined : wholeNumber('TOKEN_LIFETIME', lifetime, 5, 86_400),
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN
  if (value >= least && value <= most) return value
  throw new SettingsError(`Expected ${name} to be a whole number from ${least} to ${most}, got "${text}".`)
}
