/** How far an export has come: in which section, and after which row of it. */
export interface ExportPlace {
  readonly section: string
  /** The key of the last row, as texts; `null`: none of the section yet. */
  readonly after: readonly string[] | null
}

/** A row of an export, with its place. */
export interface ExportedRow {
  readonly section: string
  /** As the wire shows it. */
  readonly row: Readonly<Record<string, unknown>>
  readonly place: ExportPlace
}

/** What erasing a learner did, or for how many milliseconds something of the learner may still be being sent. */
export type ErasureResult = LearnerErasure | { readonly inFlight: number }

/** What erasing a learner did. */
export interface LearnerErasure {
  readonly inFlight: null
  readonly erasedAt: Date
  /** Rows, by section of the export; a section of which nothing was there is not named. */
  readonly erased: Readonly<Record<string, number>>
}

/** How long what is kept may be of use, in days; `null`: for ever. */
export interface RetentionPeriods {
  /** Played segments, events and charged time of ended sessions. */
  readonly evidence: number | null
  readonly sessions: number | null
  /** Outgoing events whose deliveries have ended. */
  readonly events: number
  /** Outgoing events that could not be delivered. */
  readonly deadEvents: number
}

/** As long as a host says nothing else. */
export const DEFAULT_RETENTION: RetentionPeriods = { evidence: null, sessions: null, events: 90, deadEvents: 180 }

/** A place in the order of all events, the oldest first. */
export interface EventAge {
  /** As the database writes it, to the microsecond. */
  readonly occurredAt: string
  readonly eventId: string
}
