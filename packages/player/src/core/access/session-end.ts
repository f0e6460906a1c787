/** Whether a session that ended for this reason is followed by a new one at the same place (`docs/protocol.md`). */
export function isReopened(code: string | undefined): boolean {
  return code === 'attempt_ended' || code === 'media_replaced'
}
