import type { TransferAnswer } from '../core/upload/upload-events.js'

/** Sends a file to where it goes. Never rejects. */
export interface Transfer {
  /** Sends the bytes `[from, to)`. */
  send(url: string, file: Blob, from: number, to: number, signal: AbortSignal): Promise<TransferAnswer>
  /** Asks how much of `size` bytes has arrived. */
  ask(url: string, size: number, signal: AbortSignal): Promise<TransferAnswer>
  /** A hash of the beginning and the end of a file; `null` where it cannot be read. */
  digest(file: Blob): Promise<string | null>
}
