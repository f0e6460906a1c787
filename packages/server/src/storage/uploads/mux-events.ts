import type { ClaimedMuxEvents, MuxEventOutcome, ReceivedMuxEvent } from '../../core/records/upload.js'

/** Keeps which webhooks of Mux came; only the platform's role sees them. */
export interface MuxEvents {
  /** Keeps an event once, by its id. One that is about no upload of ours is kept as ignored. */
  receive(event: ReceivedMuxEvent): Promise<MuxEventOutcome>
  /** Claims events that wait, of one upload; nobody else is given them for a minute. `null`: nothing waits. */
  claim(): Promise<ClaimedMuxEvents | null>
  /** Says that what they are about was read after they came. */
  applied(eventIds: readonly string[]): Promise<void>
  /** Lets them wait, longer each time; after three days they are given up. */
  putOff(eventIds: readonly string[]): Promise<void>
  /** Deletes events that are older than 40 days; answers how many. */
  sweep(): Promise<number>
}
