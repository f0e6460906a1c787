import { GRAIN, type UploadState } from './upload-state.js'

/** A piece shall take about this long (2 s): often enough to see progress, and seldom enough to be quick. */
const PIECE_MS = 2_000
/** How much of the speed of the last piece goes into the one shown. */
const NEWEST_SHARE = 0.3

/** The next piece of the file, `[from, to)` in bytes; all but the last are multiples of 256 KiB. */
export function nextPiece({ sent, piece, file }: UploadState): { readonly from: number; readonly to: number } {
  return { from: sent, to: Math.min(file?.size ?? 0, sent + piece) }
}

/** What is known after a piece has arrived: how much there is, how fast it goes, and how large the next piece shall be. */
export function afterPiece(state: UploadState, received: number, took: number): UploadState {
  const bytes = Math.max(0, received - state.sent)
  if (bytes === 0 || !(took > 0)) return { ...state, sent: received, failures: 0 }
  const now = bytes / took
  const speed = state.speed === null ? now : state.speed + (now - state.speed) * NEWEST_SHARE
  const wanted = Math.min(now * PIECE_MS, state.piece * 2, state.pieceLimit)
  const piece = Math.max(GRAIN, Math.floor(wanted / GRAIN) * GRAIN)
  return { ...state, sent: received, failures: 0, speed, piece }
}

/** Seconds until all has arrived, as far as anybody can know; `null` before that. */
export function secondsLeft({ speed, sent, file, phase }: UploadState): number | null {
  if (speed === null || !file || phase !== 'uploading') return null
  return Math.ceil((file.size - sent) / speed / 1000)
}
