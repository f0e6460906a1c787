import type { PlayedSegment } from '@enhancedhr/protocol'

/**
 * A stretch that is being played and has no numbers yet. Media and session clock in milliseconds, fractions allowed.
 *
 * `from` is a whole number wherever the run goes on from a sealed segment, so that nothing falls between the two.
 */
export interface Run {
  readonly from: number
  /** Furthest media position reached. */
  readonly reached: number
  /** Session clock at which the claim on wall time begins. */
  readonly started: number
  /** Earliest session clock that the claim may slide back to: running, and claimed by no other segment. */
  readonly free: number
  /** Session clock of the last sample that belongs to the run. */
  readonly until: number
  /** Nothing has moved since the run began or stalled: its claim on wall time has not begun. */
  readonly idle: boolean
  readonly rate: number
  readonly visible: boolean
  readonly muted: boolean
}

/** A segment before it is numbered. */
export type Stretch = Omit<PlayedSegment, 'n'>

/**
 * How far `ended` may be put after the last sample when a run is closed, in milliseconds: media and monotonic clock differ
 * by some hundred parts per million, and what is ahead when playing stops finds its wall time right after.
 */
const CLOSING_REACH_MS = 300

export type Flags = Pick<Run, 'rate' | 'visible' | 'muted'>

/** Begins a run that has played nothing yet. */
export function openRun(from: number, at: number, { rate, visible, muted }: Flags): Run {
  return { from, reached: from, started: at, free: at, until: at, idle: true, rate, visible, muted }
}

/**
 * Takes the run on to a position and an instant.
 *
 * Idle time before the first movement is not claimed. A position that was read late is ahead of its wall time: the claim
 * then slides back over time that ran and belongs to no other segment.
 */
export function advance(run: Run, position: number, now: number): Run {
  const at = Math.max(now, run.free)
  const reached = Math.max(run.reached, position)
  const idle = run.idle && position <= run.reached
  const needed = Math.max(run.free, at - (reached - run.from) / run.rate)
  const started = run.idle ? needed : Math.min(run.started, needed)
  return { ...run, reached, started: Math.min(started, at), until: at, idle }
}

/**
 * Gives the run whole milliseconds, once, and the run that goes on from exactly there.
 *
 * A stretch never claims more media than `floor((ended − started) × rate)`: what is ahead stays in the run that goes on.
 * With `closing` the end may lie a little later, where nothing else plays. No stretch where nothing can be claimed.
 */
export function cutRun(run: Run, { closing }: { closing: boolean }): { stretch: Stretch | null; rest: Run } {
  const from = Math.ceil(run.from)
  const started = Math.ceil(run.started)
  const played = Math.floor(run.reached)
  let ended = Math.floor(run.until)
  if (closing && played - from > affordable(started, ended, run.rate)) {
    ended = Math.min(started + Math.ceil((played - from) / run.rate), ended + CLOSING_REACH_MS)
  }
  const to = Math.min(played, from + affordable(started, ended, run.rate))
  if (to <= from || ended <= started || started < 0) return { stretch: null, rest: run }
  const { rate, visible, muted } = run
  return {
    stretch: { from, to, rate, started, ended, visible, muted },
    rest: { ...run, from: to, started: ended, free: ended, until: Math.max(ended, run.until) },
  }
}

/** Most media that the span of session clock may hold at this rate. */
function affordable(started: number, ended: number, rate: number): number {
  return Math.floor(Math.max(0, ended - started) * rate)
}
