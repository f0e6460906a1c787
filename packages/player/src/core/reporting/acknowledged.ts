import type { Acknowledgement } from '@enhancedhr/protocol/wire'
import type { Batch } from './report-batch.js'

/** What an acknowledgement named of one record. */
export type Acknowledged = readonly [key: string, through: number, eventsThrough: number]

/** Reads what the answer to a batch named of each of its records. */
export function readAcknowledged(batch: Batch, results: Acknowledgement['results']): readonly Acknowledged[] {
  return results.flatMap(({ index, through, events_through: eventsThrough }): Acknowledged[] => {
    const key = batch.keys[index]
    return key === undefined ? [] : [[key, through, eventsThrough]]
  })
}
