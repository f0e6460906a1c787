import { isRefusal } from './mux-engine.js'
import type { PlaybackFailure } from '../playback-adapter.js'

/** The part of Mux Player's `MediaError` that says what happened. */
interface MuxError {
  readonly code?: unknown
  readonly muxCode?: unknown
  readonly fatal?: unknown
  readonly data?: { readonly response?: { readonly code?: unknown; readonly status?: unknown } | null } | null
}

/** Mux Player's code while it tries, ever again, to reach a network that is gone. */
const RECONNECTING = 2000003
/** Mux Player's own codes of a refused token begin with these digits. */
const TOKEN_CODES = /^(24032|2412202)/
const MEDIA_ERR_SRC_NOT_SUPPORTED = 4

/**
 * Reads what an `error` event of Mux Player means for playing; `null` where it goes on trying by itself.
 *
 * Driven by `src` it names no code, so the status of the answer counts first: a refused URL stays refused, however
 * often hls.js asks again.
 */
export function readFailure(detail: unknown): PlaybackFailure | null {
  if (typeof detail !== 'object' || detail === null) return 'media'
  const { code, muxCode, fatal, data } = detail as MuxError
  const status = data?.response?.code ?? data?.response?.status
  if (isRefusal(status) || TOKEN_CODES.test(String(muxCode))) return 'access'
  if (fatal === false) return null
  return code === MEDIA_ERR_SRC_NOT_SUPPORTED && status === undefined ? 'unsupported' : 'media'
}

/** Whether Mux Player reports that the network is gone and that it goes on trying. */
export function isReconnecting(detail: unknown): boolean {
  return typeof detail === 'object' && detail !== null && (detail as MuxError).muxCode === RECONNECTING
}
