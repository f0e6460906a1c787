/** What a connection asks for when it is opened, as `pg` names it. */
export interface SessionTimeouts {
  readonly statement_timeout?: number
  readonly idle_in_transaction_session_timeout?: number
}

/**
 * Gives the settings that end a statement, and a transaction that its process has left alone, after so many milliseconds; none
 * for 0.
 *
 * The second one is for a process that is frozen, and for a machine that is gone without a word: each holds its learner's lock.
 */
export function sessionTimeouts(milliseconds: number): SessionTimeouts {
  return milliseconds > 0 ? { statement_timeout: milliseconds, idle_in_transaction_session_timeout: milliseconds } : {}
}
