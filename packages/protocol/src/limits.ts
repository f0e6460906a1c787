/**
 * Every number that the contract limits, each with its reason.
 *
 * A client that keeps to them is never refused for size; a server refuses beyond them with `too_large` or
 * `payload_too_large` and keeps what it already had.
 */

/** Reports in one batch: more than the sessions a device may hold back (64) never waits long behind this. */
export const MAX_REPORTS_PER_BATCH = 50
/** Reports in one batch beyond which it is refused whole, because each one has an entry in the answer, whose size is limited too. */
export const MAX_REPORTS_ANSWERED = 500
/** Uncredited stretches that an acknowledgement names a report, the longest: so it is never larger than a body may be. */
export const MAX_REASONS_PER_REPORT = 50
/** Played segments in one report: a nervous scrubber makes about two a second, so this is a quarter of an hour of it. */
export const MAX_SEGMENTS_PER_REPORT = 2_000
/** Events in one report: the same measure as for segments. */
export const MAX_EVENTS_PER_REPORT = 2_000
/** Events a session may hold when it opens; see {@link EVENTS_PER_SECOND}. */
export const EVENTS_BASE = 60
/** Events that every second of session age allows on top of {@link EVENTS_BASE}; further ones are dropped. */
export const EVENTS_PER_SECOND = 1
/** Played segments a session may have remembered by number when it opens; see {@link EVIDENCE_PER_SECOND}. */
export const EVIDENCE_BASE = 120
/**
 * Played segments that every second of session age allows on top of {@link EVIDENCE_BASE}: a nervous scrubber makes two.
 *
 * Further ones are judged, credited and charged all the same; only their numbers are not remembered.
 */
export const EVIDENCE_PER_SECOND = 3
/** Segments and events of a learner that are kept on one day, over all sessions: twice what eight hours of jumping about make. */
export const MAX_KEPT_PER_DAY = 100_000
/** Bytes of one request body: 2,000 segments of about 110 bytes fit. */
export const MAX_BODY_BYTES = 256 * 1024
/** Bytes of the request sent while the page goes: browsers share 64 KiB among all such requests of a page. */
export const MAX_UNLOAD_BODY_BYTES = 16 * 1024
/** Longest played segment in milliseconds (6 h): longer than any sitting, short enough that a product of two such numbers stays exact. */
export const MAX_SEGMENT_MS = 6 * 60 * 60 * 1000
/** How far evidence may end after its receipt, in milliseconds: clocks drift and two servers differ; later evidence waits. */
export const CLOCK_SLACK_MS = 2_000
/** How old evidence may be at receipt, in milliseconds (35 days): an outage of 30 days loses nothing, with some days to spare. */
export const MAX_EVIDENCE_AGE_MS = 35 * 24 * 60 * 60 * 1000
/** Shortest credited stretch that touches nothing watched, in milliseconds: shorter ones only make rows grow. */
export const MIN_STRETCH_MS = 40
/** Watched segments of a lesson after which only touching or long stretches are credited: bounds the row at some 40 kB. */
export const MAX_WATCHED_SEGMENTS = 2_048
/** Length in milliseconds from which a stretch is credited even beyond {@link MAX_WATCHED_SEGMENTS}. */
export const LONG_STRETCH_MS = 1_000
/** How far beyond the duration media may reach without being listed as uncredited, in milliseconds: audio runs longer than video. */
export const END_SLACK_MS = 1_000
/** Tolerance of the rate rule per mille: a share of time, never a constant, so slivers gain nothing by it. */
export const RATE_TOLERANCE_PER_MILLE = 20
/** Length of an identifier of a course or a lesson. */
export const MAX_ID_LENGTH = 128
/** Length of a learner's or a tenant's identifier. */
export const MAX_OPAQUE_ID_LENGTH = 255
/** The longest wait that anybody may ask for, in milliseconds (1 h): whatever a header or another page says. */
export const LONGEST_WAIT_MS = 60 * 60 * 1000
/** Rows that a list returns when the request does not say how many, and the most it ever returns. */
export const LIST_LIMIT = { default: 50, maximum: 200 } as const
/** Waivers of one request: each learner is a transaction of a few statements, so a full request takes some seconds. */
export const MAX_WAIVERS_PER_CALL = 500
