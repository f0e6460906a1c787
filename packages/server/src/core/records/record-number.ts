import { MAX_INT4 } from '@enhancedhr/protocol'

/** Whether a client's number can number a segment or an event: whole, from 1, in 32 bits. */
export function isRecordNumber(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 1 && n <= MAX_INT4
}
