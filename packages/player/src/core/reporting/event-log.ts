import { toSeconds } from '@enhancedhr/protocol'
import type { WireEvent } from '@enhancedhr/protocol/wire'
import type { Sample } from './sample.js'
import { sessionTime, type TrackerState } from './tracker.js'

/** An event before it is numbered and dated. */
export interface Note {
  readonly type: string
  readonly [member: string]: unknown
}

/** What the log remembers between two samples. */
export interface EventLog {
  /** Number of the next event. */
  readonly next: number
  /** Position at which a seek that has not finished began, in milliseconds. */
  readonly soughtFrom: number | null
  /** Monotonic clock at which playing stalled. */
  readonly stalledAt: number | null
  /** Milliseconds of playing at the last `progress`. */
  readonly progressAt: number
}

/** A `progress` event comes at most once in this much playing (30 s). */
const PROGRESS_EVERY_MS = 30_000

export function createEventLog(): EventLog {
  return { next: 1, soughtFrom: null, stalledAt: null, progressAt: 0 }
}

/** Numbers and dates one event. `at` is the monotonic clock. */
export function noteEvent(
  log: EventLog,
  tracker: TrackerState,
  at: number,
  note: Note,
): { log: EventLog; event: WireEvent } {
  const { type, ...members } = note
  const event = { ...members, n: log.next, type, at: seconds(sessionTime(tracker, at)) }
  return { log: { ...log, next: log.next + 1 }, event }
}

/**
 * Gives what a sample means as events, given the tracker before and after it.
 *
 * A seek is one event when it has finished, however often it changed its target: a scrubber makes hundreds. Events are for
 * people to read; nothing is credited by them.
 */
export function logSample(
  log: EventLog,
  before: TrackerState,
  after: TrackerState,
  sample: Sample,
  duration: number | null,
): { log: EventLog; events: readonly WireEvent[] } {
  const notes: Note[] = []
  const memory = { ...log }
  const last = before.last
  const position = seconds(sample.position)

  if (sample.seeking || sample.cause === 'seeking') memory.soughtFrom ??= after.position ?? before.position ?? 0
  else if (log.stalledAt === null && sample.cause === 'waiting' && !sample.paused) memory.stalledAt = sample.at
  if (log.stalledAt !== null && (sample.cause === 'playing' || sample.paused || sample.seeking)) {
    notes.push({ type: 'stall', position, seconds: seconds(sample.at - log.stalledAt) })
    memory.stalledAt = null
  }
  if (memory.soughtFrom !== null && !sample.seeking && sample.cause === 'seeked') {
    notes.push({ type: 'seek', from: seconds(memory.soughtFrom), to: position })
    memory.soughtFrom = null
  }
  if (sample.cause === 'emptied') memory.soughtFrom = memory.stalledAt = null
  if (sample.cause === 'play' || sample.cause === 'pause') notes.push({ type: sample.cause, position })
  if (sample.cause === 'ended') notes.push({ type: 'complete', total_time: seconds(after.playing) })
  if (last && last.rate !== sample.rate) notes.push({ type: 'rate', position, from: last.rate, to: sample.rate })
  if (last && last.visible !== sample.visible) notes.push({ type: 'visibility', position, visible: sample.visible })
  if (after.playing - log.progressAt >= PROGRESS_EVERY_MS) {
    notes.push({ type: 'progress', position, duration })
    memory.progressAt = after.playing
  }

  let current: EventLog = memory
  const events: WireEvent[] = []
  for (const note of notes) {
    const noted = noteEvent(current, after, sample.at, note)
    current = noted.log
    events.push(noted.event)
  }
  return { log: current, events }
}

function seconds(milliseconds: number): number {
  return toSeconds(Math.round(milliseconds))
}
