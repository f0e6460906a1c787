/** What the media element and both clocks said at one moment, read together. Times in milliseconds. */
export interface Sample {
  /** The event that asked for the sample, or `tick`, `rest` (a pause has come to rest), `visibility`, `epoch`, `seal`. */
  readonly cause: string
  /** Monotonic clock. */
  readonly at: number
  /** Date of the device: only ever a hint that the device slept. */
  readonly date: number
  readonly position: number
  readonly rate: number
  readonly paused: boolean
  readonly seeking: boolean
  /** Page visible, or picture-in-picture, or on a remote screen. */
  readonly visible: boolean
  /** No sound, and no caption track showing. */
  readonly muted: boolean
  /**
   * What `played` says where it was asked: only at a discontinuity, so that a plain sample costs the same after an hour.
   *
   * `until`: end of the range that holds the previous sample's position; `from`: start of the one that holds this one's.
   * `null` where no range holds it.
   */
  readonly played: { readonly until: number | null; readonly from: number | null } | null
}

/** Causes after which the position may be anywhere. */
const JUMPS: ReadonlySet<string> = new Set(['seeking', 'emptied', 'loadstart'])

/** How far a step may be from wall time × rate before `played` is asked, in milliseconds of media. */
export const STEP_TOLERANCE_MS = 250

/** Whether the sample's cause alone says that the media did not just go on. */
export function isJump(sample: Sample): boolean {
  return sample.seeking || JUMPS.has(sample.cause)
}

/** Whether the media could advance from this sample on by itself. */
export function isRunning(sample: Sample): boolean {
  return !sample.paused && !sample.seeking && sample.rate > 0
}

/** Whether `played` has to be asked what happened between two samples. */
export function isDoubtful(last: Sample, sample: Omit<Sample, 'played'>): boolean {
  if (sample.seeking || last.seeking || JUMPS.has(sample.cause)) return true
  const step = sample.position - last.position
  const expected = isRunning(last) ? (sample.at - last.at) * Math.max(last.rate, sample.rate) : 0
  return step < -STEP_TOLERANCE_MS || step > expected + STEP_TOLERANCE_MS
}
