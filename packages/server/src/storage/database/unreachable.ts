import { StorageUnavailableError } from './storage-unavailable-error.js'

/** SQLSTATE classes that say "not now": connection, too little of something, operator intervention, rolled back, system. */
const UNAVAILABLE_CLASSES = new Set(['08', '53', '57', '40', '58'])
/** Single states that say the same: read-only standby, transaction left alone for too long, lock not available. */
const UNAVAILABLE_STATES = new Set(['25006', '25P03', '55P03'])
const UNAVAILABLE_SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
])
/** What `pg` says without a code when a connection is lost or none can be had. */
const UNAVAILABLE_MESSAGE =
  /connection terminated|timeout exceeded when trying to connect|not queryable|after calling end on the pool|query read timeout|connection timeout/i

/**
 * Gives {@link StorageUnavailableError} for an error that says the database does not answer, and the error itself for any
 * other: those are bugs and must not look like an outage.
 */
export function toStorageError(error: unknown): unknown {
  return isUnavailable(error) ? new StorageUnavailableError({ cause: error }) : error
}

/** Whether the database itself gave a transaction up, to end a deadlock or a conflict: run again, it may succeed. */
export function isRolledBack(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^40...$/.test(error.code)
}

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError && error.errors.some(isUnavailable)) return true
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const state = code.length === 5 && (UNAVAILABLE_CLASSES.has(code.slice(0, 2)) || UNAVAILABLE_STATES.has(code))
  return state || UNAVAILABLE_SYSTEM_CODES.has(code) || UNAVAILABLE_MESSAGE.test(error.message)
}
