import type { PlayedSegment } from '@enhancedhr/protocol'
import { advance, cutRun, openRun, type Run, type Stretch } from './run.js'
import { isJump, isRunning, STEP_TOLERANCE_MS, type Sample } from './sample.js'

/**
 * Turns samples of a media element into played segments (`docs/collecting.md`).
 *
 * The tracker is in one of four states:
 *
 * - *nothing*: no run. A sample that says the media runs opens one, at the position where it began to move.
 * - *playing*: a run that every sample takes further. A change of rate, visibility or sound cuts it: the segment gets its
 *   numbers and the run goes on from exactly there. A stall or idle time closes it in the same way, and its wall time is
 *   claimed by nobody.
 * - *resting*: paused. The run is kept, because the media element still moves a little (up to 250 ms) after a pause and
 *   before the next play; what it moves belongs to the run.
 * - *unsure*: the device slept, and the session clock was moved by the date's word alone. Segments are deferred without
 *   numbers until the server's answer names the time, and are then moved to where they belong.
 *
 * A jump (seek, loop, new source) closes the run where it left: at what `played` says, never more than wall time × rate
 * after the last sample. Only a jump ends a run permanently; numbers are given once and never change.
 */
export interface TrackerState {
  /** Session clock minus monotonic clock. */
  readonly offset: number
  /** The offset before a sleep that no answer has confirmed; `null`: sure. */
  readonly sure: number | null
  readonly last: Sample | null
  readonly run: Run | null
  readonly deferred: readonly Stretch[]
  /** Number of the next segment. */
  readonly next: number
  /** Session clock up to which wall time is spoken for. */
  readonly claimed: number
  /** Where the learner is, in whole milliseconds; `null` before anything was played or sought. */
  readonly position: number | null
  /** Milliseconds of playing so far. */
  readonly playing: number
  /** Monotonic clock of the last sample before the seek that is under way: since then a busy page saw nothing of it. */
  readonly soughtAt: number | null
  /** A small correction of the session clock that waits for a moment when nothing is played. */
  readonly lag: number
}

/** A state and the segments that were numbered on the way there. */
export interface Tracked {
  readonly state: TrackerState
  readonly sealed: readonly PlayedSegment[]
}

/** Beyond this a stretch without movement is a stall and not the jitter of one sample. */
const STALL_MS = 250
/** How far a resting run may still move: measured 4 to 192 ms. */
const REST_REACH_MS = 250
/** The date moving this much further than the monotonic clock means that the device slept. */
const SLEEP_MS = 2_000
/** Wall time that is believed to have been played after the last sample where nothing shows where a run left. */
const GUESS_MS = 300
/** After a pause nothing shows how long a busy page did not look (3 s): playing that began and jumped unseen counts that far. */
const UNSEEN_MS = 3_000
/** Corrections of the session clock below this are the network's jitter and wait until nothing plays. */
const JITTER_MS = 100
/** A run is cut after this long even if nothing is sent: the contract allows 6 h. */
const LONGEST_RUN_MS = 60 * 60 * 1000

type Draft = { -readonly [K in keyof TrackerState]: TrackerState[K] } & { sealed: PlayedSegment[] }

/** Begins at the session's age; `at` is the monotonic clock of that moment. */
export function createTracker(sessionAge: number, at: number): TrackerState {
  return {
    offset: sessionAge - at,
    sure: null,
    last: null,
    run: null,
    deferred: [],
    next: 1,
    claimed: 0,
    position: null,
    playing: 0,
    soughtAt: null,
    lag: 0,
  }
}

/** Session clock at a moment of the monotonic clock. */
export function sessionTime(state: TrackerState, at: number): number {
  return at + state.offset
}

/** Takes one sample in. */
export function track(state: TrackerState, sample: Sample): Tracked {
  const draft: Draft = { ...state, sealed: [] }
  const { last } = state
  if (last) step(draft, last, sample)
  else if (isRunning(sample) && !isJump(sample)) open(draft, sample, 0)
  draft.soughtAt = sample.seeking ? (state.soughtAt ?? last?.at ?? sample.at) : null
  draft.last = sample
  if (last && sample.date - sample.at - (last.date - last.at) >= SLEEP_MS) wake(draft, last, sample)
  if (sample.cause === 'emptied' || sample.cause === 'epoch') endEpoch(draft)
  return finish(draft)
}

/** Gives everything played so far its numbers, for a report; while unsure of the time nothing is numbered. */
export function sealAll(state: TrackerState): Tracked {
  const draft: Draft = { ...state, sealed: [] }
  if (draft.run) draft.run = close(draft, draft.run, draft.last?.paused ?? true)
  return finish(draft)
}

/** Ends collecting: closes what is open and gives numbers to what is deferred, at the time that the clock now says. */
export function endTracking(state: TrackerState): Tracked {
  const draft: Draft = { ...state, sealed: [] }
  if (draft.run) close(draft, draft.run, true)
  draft.run = null
  release(draft, 0)
  return finish(draft)
}

/** What would be numbered if the page died now. */
export function openSegments(state: TrackerState): readonly PlayedSegment[] {
  return endTracking(state).sealed
}

/** Moves the session clock forward to the age that an answer named, never back. */
export function correctAge(state: TrackerState, age: number, at: number): Tracked {
  const draft: Draft = { ...state, sealed: [] }
  if (draft.sure !== null) {
    if (draft.run) draft.run = close(draft, draft.run, draft.last?.paused ?? true)
    const offset = Math.max(draft.sure, age - at)
    release(draft, Math.ceil(offset - draft.offset))
    moveClock(draft, offset)
    return finish(draft)
  }
  draft.lag = Math.max(draft.lag, age - sessionTime(draft, at))
  if (draft.lag >= JITTER_MS && draft.run) draft.run = close(draft, draft.run, draft.last?.paused ?? true)
  if (draft.lag >= JITTER_MS || !draft.run) moveClock(draft, draft.offset + draft.lag)
  return finish(draft)
}

function step(draft: Draft, last: Sample, sample: Sample): void {
  const moved = sample.position - last.position
  const most = (sample.at - (draft.soughtAt ?? last.at)) * Math.max(last.rate, sample.rate)
  if (isJump(sample)) return jump(draft, last, sample)
  if (!draft.run) {
    const ran = moved > STEP_TOLERANCE_MS && moved <= most + STEP_TOLERANCE_MS && sample.played?.from != null
    // It may have begun and ended while a busy page did not look.
    if (!isRunning(sample)) return ran ? open(draft, sample, Math.min(moved, most)) : notePosition(draft, sample)
    // What moved since the last sample was played, unless it moved further than it can by itself. What did not run then may
    // have been put there: a busy page hears of `play` when the seek after it is over. `played` knows.
    const unvouched = !isRunning(last) && moved > STEP_TOLERANCE_MS && sample.played?.from == null
    if (moved < 0 || moved > most + STEP_TOLERANCE_MS || unvouched) return jump(draft, last, sample)
    return open(draft, sample, Math.min(moved, most))
  }
  if (moved < -STEP_TOLERANCE_MS) return jump(draft, last, sample)
  if (last.paused) return sample.paused ? rest(draft, sample) : resume(draft, last, sample)
  const spare = (sessionTime(draft, sample.at) - draft.run.free) * sample.rate - (sample.position - draft.run.from)
  const vouched = sample.played?.until != null && sample.played.until >= sample.position - 1
  if (moved > most + STEP_TOLERANCE_MS && spare < -STEP_TOLERANCE_MS && !vouched) return jump(draft, last, sample)
  play(draft, draft.run, last, sample)
}

/** A step of plain playing, however long it took. */
function play(draft: Draft, run: Run, last: Sample, sample: Sample): void {
  const at = sessionTime(draft, sample.at)
  const before = sessionTime(draft, last.at)
  const moved = Math.max(0, sample.position - run.reached)
  if (sample.rate !== last.rate && sample.rate > 0 && last.rate > 0) {
    const split = Math.min(at - before, Math.max(0, (sample.rate * (at - before) - moved) / (sample.rate - last.rate)))
    const turned = Math.min(sample.position, run.reached + last.rate * split)
    draft.run = { ...close(draft, advance(run, turned, before + split), false), rate: sample.rate }
    draft.playing += split
    return play(draft, draft.run, { ...last, at: last.at + split, rate: sample.rate }, sample)
  }
  const needed = moved / run.rate
  const stalled = at - before - needed > STALL_MS
  // The wall time of a stall is inside no segment: what moved is taken to have moved before it.
  const next = run.idle
    ? advance(run, sample.position, at)
    : advance(run, sample.position, stalled ? before + needed : at)
  if (moved > 0) {
    draft.position = Math.round(sample.position)
    draft.playing += Math.min(needed, at - before)
  }
  if (sample.paused || sample.rate <= 0) draft.run = next
  else if (stalled || (sample.cause === 'waiting' && !next.idle)) {
    draft.run = { ...close(draft, next, true), until: at, idle: true }
  } else if (sample.visible !== run.visible || sample.muted !== run.muted || at - next.started >= LONGEST_RUN_MS) {
    draft.run = { ...close(draft, next, false), visible: sample.visible, muted: sample.muted }
  } else draft.run = next
}

/** Paused, and still moving a little. */
function rest(draft: Draft, sample: Sample): void {
  const run = draft.run
  const gap = run ? sample.position - run.reached : 0
  if (!run || gap <= 0 || gap > REST_REACH_MS) return
  draft.run = advance(run, sample.position, Math.min(sessionTime(draft, sample.at), run.until + gap / run.rate))
  draft.position = Math.round(sample.position)
}

/**
 * Plays on after a pause: the run is closed where the media came to rest, and the next begins exactly there.
 *
 * Further on than a rest moves, only the range in `played` can distinguish playing that a busy page did not see from a seek.
 */
function resume(draft: Draft, last: Sample, sample: Sample): void {
  rest(draft, sample)
  const run = draft.run
  if (!run) return
  const ahead = sample.position - run.reached
  const vouched = sample.played?.until != null && sample.played.until >= sample.position - 1
  if (ahead > (sample.at - last.at) * sample.rate + REST_REACH_MS || (ahead > REST_REACH_MS && !vouched)) {
    return jump(draft, last, sample)
  }
  const rested = close(draft, run, true)
  const gap = Math.max(0, sample.position - rested.from)
  const at = sessionTime(draft, sample.at)
  const { rate, visible, muted } = sample
  const begun = openRun(rested.from, Math.max(draft.claimed, at - gap / rate), { rate, visible, muted })
  draft.run = advance(begun, sample.position, Math.max(at, draft.claimed))
}

/** The position is somewhere else: closes the run where it left, opens one where it is. */
function jump(draft: Draft, last: Sample, sample: Sample): void {
  const passed = sample.at - last.at
  const budget = Math.min(passed, last.paused ? UNSEEN_MS : passed) * Math.max(last.rate, sample.rate)
  const run = draft.run
  let left = 0
  let arrived = 0
  const { until = null, from = null } = sample.played ?? {}
  if (from !== null && !sample.seeking && (isRunning(sample) || isRunning(last)))
    arrived = Math.min(Math.max(0, sample.position - from), budget)
  if (run && isRunning(last)) {
    const guess = run.idle ? 0 : GUESS_MS * last.rate
    left = Math.min(until === null ? guess : Math.max(0, until - run.reached), budget)
    // Both cannot have had all the time; a longer range was played before, so the shorter one is right.
    if (left <= arrived) arrived = Math.min(arrived, budget - left)
    else left = Math.min(left, budget - arrived)
    const at = sessionTime(draft, Math.min(sample.at, last.at + left / last.rate))
    if (left > 0) draft.position = Math.round(run.reached + left)
    draft.playing += (left + arrived) / last.rate
    draft.run = advance(run, run.reached + left, at)
  }
  if (draft.run) close(draft, draft.run, true)
  draft.run = null
  if (sample.cause === 'emptied' || sample.cause === 'loadstart') return
  if (isRunning(sample) || arrived > STEP_TOLERANCE_MS) open(draft, sample, arrived)
}

/** Opens a run that has already played `moved` milliseconds of media before this sample. */
function open(draft: Draft, sample: Sample, moved: number): void {
  if (draft.lag > 0) moveClock(draft, draft.offset + draft.lag)
  const at = Math.max(draft.claimed, sessionTime(draft, sample.at))
  const began = sample.position - moved
  // A seek may land a little off its target; `played` knows where.
  const from = Math.ceil(Math.min(sample.position, Math.max(began, sample.played?.from ?? began)))
  const begun = openRun(from, Math.max(draft.claimed, at - moved / sample.rate), sample)
  draft.run = moved > 0 ? advance(begun, sample.position, at) : begun
  notePosition(draft, sample)
}

/** A finished seek shows where the learner is; a fresh load at 0 does not. */
function notePosition(draft: Draft, sample: Sample): void {
  if (sample.cause === 'seeked') draft.position = Math.round(sample.position)
}

/** A new load is coming: the run ends here, and the next position says nothing about this one. */
function endEpoch(draft: Draft): void {
  if (draft.run) close(draft, draft.run, true)
  draft.run = null
  draft.last = null
}

/** The device slept: what was played is closed, and the clock goes on by the date until an answer corrects it. */
function wake(draft: Draft, last: Sample, sample: Sample): void {
  const slept = sample.date - sample.at - (last.date - last.at)
  const run = draft.run
  if (run) draft.run = close(draft, run, true)
  draft.sure ??= draft.offset
  moveClock(draft, draft.offset + slept)
}

/** Puts the clock forward; a run goes on at the same position of the media, at the new time. */
function moveClock(draft: Draft, offset: number): void {
  draft.lag = 0
  draft.offset = offset
  if (!draft.run || !draft.last) return
  const at = Math.max(draft.claimed, sessionTime(draft, draft.last.at))
  draft.run = { ...draft.run, started: at, free: at, until: at, idle: true }
}

/** Numbers what a run holds, or defers it while unsure; gives the run that goes on. */
function close(draft: Draft, run: Run, closing: boolean): Run {
  const { stretch, rest } = cutRun(run, { closing })
  if (!stretch) return rest
  draft.claimed = Math.max(draft.claimed, stretch.ended)
  if (draft.sure === null) draft.sealed.push({ n: draft.next++, ...stretch })
  else draft.deferred = [...draft.deferred, stretch]
  return rest
}

/** Numbers what was deferred, moved to where the clock now says it was. */
function release(draft: Draft, shift: number): void {
  for (const stretch of draft.deferred) {
    draft.sealed.push({
      n: draft.next++,
      ...stretch,
      started: stretch.started + shift,
      ended: stretch.ended + shift,
    })
  }
  if (draft.deferred.length > 0 && draft.sure !== null) draft.claimed += shift
  draft.deferred = []
  draft.sure = null
}

function finish({ sealed, ...state }: Draft): Tracked {
  return { state, sealed }
}
