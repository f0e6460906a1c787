import type { PlayedSegment, ReasonCode, Segment, SegmentSet } from '@enhancedhr/protocol'

/** What a report claims: the segments that can be read, and the entries that cannot. */
export interface Evidence {
  readonly segments: readonly PlayedSegment[]
  /** Dropped alone; `n` where it could be read. */
  readonly malformed: readonly MalformedSegment[]
}

export interface MalformedSegment {
  readonly n: number | null
  readonly from: number
  readonly to: number
}

/** The session that the evidence belongs to. Instants are milliseconds since 1970 on the database's clock. */
export interface JudgedSession {
  readonly openedAt: number
  /** When a playback token could be credited: from each hand-over, lifetime and offline allowance long. */
  readonly windows: SegmentSet
  /** Milliseconds of media of the version that the session is pinned to, as Mux reported it. */
  readonly duration: number
  /** What this lesson, attempt and media version were credited so far. */
  readonly watched: SegmentSet
  /** Evidence already judged, of the numbers that this report names. */
  readonly known: ReadonlyMap<number, PlayedSegment>
  /** Every segment up to this number was judged before. */
  readonly through: number
  /** Whether what is judged now will be among `known` the next time; default true. */
  readonly remembers?: boolean
}

/** Wall time that is already spent, of the days that the evidence falls on. */
export interface Charges {
  /** By this session. */
  readonly session: SegmentSet
  /** By the learner, over everything. */
  readonly learner: SegmentSet
  /** By other sessions, as far as the evidence meets them: says which lesson got the time. */
  readonly others: readonly { readonly lessonId: string; readonly charged: SegmentSet }[]
}

/** What a lesson allows. */
export interface JudgePolicy {
  /** Greatest playback rate that is credited. */
  readonly maxRate: number
  /** Whether playing counts while the page is hidden and the video neither in picture-in-picture nor on a remote screen. */
  readonly hiddenCounts: boolean
  /** Whether playing counts without sound and without captions. */
  readonly mutedCounts: boolean
}

/** A stretch of media, in milliseconds, that was not credited. */
export interface UncreditedStretch {
  readonly code: ReasonCode
  readonly from: number
  readonly to: number
  /** With `concurrent_session`: the lesson that the time was charged for. */
  readonly lessonId?: string
}

/** Evidence that was judged for the first time, with what it was refused: this is what the ledger keeps. */
export interface JudgedSegment {
  readonly segment: PlayedSegment
  readonly uncredited: readonly UncreditedStretch[]
}

/** A stretch of media that was credited, and the wall time that paid for it. */
export interface CreditedPart {
  readonly media: Segment
  readonly wall: Segment
}

/** The judge's answer. Media in `credits`, wall time in `charges`. */
export interface Judgement {
  readonly credits: SegmentSet
  readonly charges: SegmentSet
  /** Credits and charges in pairs, in the order judged. */
  readonly parts: readonly CreditedPart[]
  readonly judged: readonly JudgedSegment[]
  /** What was refused without being kept: malformed segments and reused numbers. */
  readonly uncredited: readonly UncreditedStretch[]
  /** Every segment of the report up to this number is judged. */
  readonly through: number
}
