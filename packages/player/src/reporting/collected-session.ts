import type { Acknowledgement, WireReport } from '@enhancedhr/protocol/wire'
import type { EvidenceRecord } from '../core/reporting/evidence-record.js'

/** The session that is being collected, as far as sending needs it. */
export interface CollectedSession {
  /** Its segments that have no final numbers yet. */
  open(): EvidenceRecord['openSegments']
  /** Gives them their numbers; whether an answer has to name the session's age. */
  seal(): { readonly isUnsure: boolean }
  acknowledged(acknowledgement: Acknowledgement, reports: readonly WireReport[]): void
  /** Something was sent, answered or found. */
  changed(): void
}
