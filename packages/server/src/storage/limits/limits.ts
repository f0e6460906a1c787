import type { CallCount, CallToCount } from '../../core/records/call-count.js'

/** Counts calls in the database, so that any number of processes share their counts. */
export interface Limits {
  /** Counts each call once, in one statement; answers in the same order. A key is given once. */
  count(calls: readonly CallToCount[]): Promise<readonly CallCount[]>
  /** Deletes counts that are over. */
  sweep(): Promise<number>
}
