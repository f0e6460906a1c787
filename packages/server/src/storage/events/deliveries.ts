import type { ClaimedDelivery, ClaimLimits, DeliveryOutcome, FinishedDelivery } from '../../core/records/delivery.js'

/** Hands out deliveries to be sent, each to one process at a time; always on the database's clock. */
export interface Deliveries {
  /**
   * Claims what is due, in one statement: for each subject its lowest revision only, at most eight an endpoint. A claim holds for 60 s,
   * then anybody may claim the delivery again.
   */
  claim(limits: ClaimLimits): Promise<readonly ClaimedDelivery[]>
  /** Writes how a try ended, if the claim still holds. */
  finish(delivery: ClaimedDelivery, outcome: DeliveryOutcome): Promise<FinishedDelivery>
  /** Age in milliseconds of the oldest event that is not delivered yet, by kind of target. */
  oldestPending(): Promise<readonly { readonly kind: string; readonly age: number }[]>
  /** Gives a claim back; it is as if it had never been. */
  release(delivery: ClaimedDelivery): Promise<void>
}
