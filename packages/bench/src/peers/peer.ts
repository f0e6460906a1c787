import type { Dialect } from './collector.js'
import { ours, readAmplitude, readSegment, readSentry } from './dialects.js'

/** One of those that are measured. */
export interface Peer {
  readonly name: string
  /** Package whose version the table names; none for our own. */
  readonly library: string | null
  /** Its page, beside `pages/`. */
  readonly page: string
  readonly dialect: () => Dialect
}

const answering = (read: Dialect['read'], answer: unknown) => (): Dialect => ({ read, answer: () => answer })

export const PEERS: readonly Peer[] = [
  { name: 'this player', library: null, page: 'ours', dialect: ours },
  {
    name: 'Segment',
    library: '@segment/analytics-next',
    page: 'segment',
    dialect: answering(readSegment, { success: true }),
  },
  {
    name: 'Amplitude',
    library: '@amplitude/analytics-browser',
    page: 'amplitude',
    dialect: answering(readAmplitude, { code: 200, events_ingested: 1, payload_size_bytes: 1, server_upload_time: 1 }),
  },
  { name: 'Sentry', library: '@sentry/browser', page: 'sentry', dialect: answering(readSentry, { id: '1' }) },
]
