import { toMilliseconds, toSeconds, type SegmentSet } from '@enhancedhr/protocol'
import type { GrantedLesson } from '@enhancedhr/protocol/wire'
import { CorrectionLimit } from '../core/playback/correction-limit.js'
import { allowSeek, readSeekPolicy } from '../core/playback/seek-policy.js'
import type { Restrictions } from '../playback/playback-adapter.js'
import type { Clock } from '../ports/clock.js'

/** A seek that the lesson does not allow, in seconds: where from, where to, and where it went instead. */
export interface SeekDenial {
  readonly from: number
  readonly to: number
  readonly allowedTo: number
}

/** Hears what was not granted. */
export interface RestrictionListener {
  seekDenied(denial: SeekDenial): void
  /** Somebody asked for more speed than the lesson has. */
  rateDenied(maxRate: number): void
  /** Something on the page undid every correction of this; it is left alone. Once for each. */
  correctionsStopped(property: Corrected): void
}

/** What may be corrected again and again. */
export type Corrected = 'currentTime' | 'paused' | 'playbackRate'

type Rules = Pick<GrantedLesson, 'duration' | 'max_playback_rate' | 'seek_policy'>

/** Knows what the lesson that is on lets a learner do, and reports where that is less than was asked for. */
export class PlaybackRestrictions implements Restrictions {
  readonly #watched: () => SegmentSet
  readonly #listener: RestrictionListener
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #limits: Readonly<Record<Corrected, CorrectionLimit>> = {
    currentTime: new CorrectionLimit(),
    paused: new CorrectionLimit(),
    playbackRate: new CorrectionLimit(),
  }
  #rules: Rules | undefined
  #atStart: SeekDenial | null = null

  /** `watched`: what the learner has watched of the lesson that is on. */
  constructor(watched: () => SegmentSet, listener: RestrictionListener, clock: Pick<Clock, 'monotonic'>) {
    this.#watched = watched
    this.#clock = clock
    this.#listener = listener
  }

  begin(rules: Rules): void {
    this.#rules = rules
  }

  /**
   * Where playing begins, in seconds: where the page asked for, else at the resume point, as far as either is allowed.
   * `ready` reports a start that is denied.
   */
  startAt(asked: number | undefined, resume: number): number {
    const from = this.#allow(0, resume)
    const allowedTo = asked === undefined ? from : this.#allow(from, asked)
    this.#atStart = asked === undefined || allowedTo === asked ? null : { from, to: asked, allowedTo }
    return allowedTo
  }

  /** The learner sees notices from now on. */
  ready(): void {
    const denial = this.#atStart
    this.#atStart = null
    if (denial) this.#listener.seekDenied(denial)
  }

  allowSeek(from: number, to: number): number | null {
    const allowedTo = this.#allow(from, to)
    if (allowedTo === to) return to
    if (!this.mayCorrect('currentTime')) return null
    this.#listener.seekDenied({ from, to, allowedTo })
    return allowedTo
  }

  allowRate(rate: number): number | null {
    const most = this.#rules?.max_playback_rate ?? Infinity
    if (!(rate > most)) return rate
    if (!this.mayCorrect('playbackRate')) return null
    this.#listener.rateDenied(most)
    return most
  }

  mayCorrect(property: Corrected): boolean {
    const answer = this.#limits[property].take(this.#clock.monotonic())
    if (answer === 'stop') this.#listener.correctionsStopped(property)
    return answer === 'correct'
  }

  #allow(from: number, to: number): number {
    if (!this.#rules) return to
    const { seek_policy: policy, duration } = this.#rules
    const start = toMilliseconds(from)
    const target = toMilliseconds(Math.max(0, Math.min(to, duration)))
    const allowed = allowSeek(readSeekPolicy(policy), this.#watched(), start, target)
    // Both ends are given back to the digit: a seek to the place where the learner is would be one.
    if (allowed === target) return to
    return allowed === start ? from : toSeconds(allowed)
  }
}
