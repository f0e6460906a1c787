/** Where the handler reports what went wrong; a line never holds a token, a key or a learner's id. */
export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}

/** The default: warnings and errors go to the console. */
export const CONSOLE: Logger = {
  debug: nothing,
  info: nothing,
  warn: (message, fields) => console.warn(`ehr-lessons: ${message}`, ...(fields ? [fields] : [])),
  error: (message, fields) => console.error(`ehr-lessons: ${message}`, ...(fields ? [fields] : [])),
}

/** Says nothing. */
export const SILENT: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing }

/** Stack frames of an error that go into a line. */
const MAX_FRAMES = 6

/**
 * What of an error may stand in a log line: its name, its code, where it was thrown, and the same of its cause.
 *
 * Not its message: a driver's or a host's message may quote a value, and a value may be a token or a person.
 */
export function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error }
  const code: unknown = 'code' in error ? error.code : undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return {
    error: error.name,
    ...(typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) && { error_code: code }),
    frames: frames.slice(0, MAX_FRAMES).map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  }
}

function nothing(): void {
  // Nobody reads it.
}
