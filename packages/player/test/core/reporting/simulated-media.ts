import { isDoubtful, type Sample } from '../../../src/core/reporting/sample.js'

type Range = [from: number, to: number]

/** Granularity of the simulation in milliseconds: the browser is never read more exactly than this. */
const STEP_MS = 5

/**
 * A media element that knows the truth: what it really played, however little of it a script gets to see.
 *
 * Events are queued as the browser does it (research: order around a seek, no `pause` at a seek, `played` wiped before
 * `emptied`) and are seen only while the main thread is free.
 */
export class SimulatedMedia {
  wall = 0
  slept = 0
  position = 0
  rate = 1
  paused = true
  seeking = false
  visible = true
  muted = false
  loop = false
  readonly duration: number
  /** Everything played, over all loads. */
  readonly truth: Range[] = []
  /** Milliseconds of wall time in which the media moved. */
  playing = 0
  /** How often something happened that may cost exactness. */
  discontinuities = 0
  /** Loads that came without a word before. */
  surprises = 0
  #played: Range[] = []
  #stalledUntil = 0
  #seekDone = 0
  #blockedUntil = 0
  #restore: number | null = null
  #pending: string[] = []
  #updatedAt = 0
  #tickedAt = 0
  #restAt = Infinity
  #last: Sample | undefined
  readonly #take: (sample: Sample) => void

  constructor(duration: number, take: (sample: Sample) => void) {
    this.duration = duration
    this.#take = take
  }

  play(): void {
    if (!this.paused) return
    if (this.position >= this.duration) this.seek(0)
    this.paused = false
    this.discontinuities += 1
    this.#pending.push('play', 'playing')
  }

  pause(): void {
    if (this.paused) return
    this.paused = true
    this.discontinuities += 1
    this.#pending.push('timeupdate', 'pause')
  }

  seek(to: number, latency = 40): void {
    this.position = Math.min(Math.max(0, to), this.duration)
    this.seeking = true
    this.#seekDone = this.wall + latency
    this.discontinuities += 1
    this.#pending.push('seeking')
    if (!this.paused) this.#pending.push('waiting')
  }

  setRate(rate: number): void {
    if (rate === this.rate) return
    this.rate = rate
    this.discontinuities += 1
    this.#pending.push('ratechange')
  }

  stall(length: number): void {
    if (this.paused || this.seeking) return
    this.discontinuities += 2
    this.#stalledUntil = this.wall + length
    this.#pending.push('waiting')
  }

  /** Nothing of the page runs for a while; the media plays on. */
  block(length: number): void {
    this.#blockedUntil = this.wall + length
  }

  sleep(length: number): void {
    this.slept += length
  }

  /** Another source of the same media: `played` is gone at once, and the position is restored after a while. */
  reload(announced: boolean): void {
    if (announced) this.sample('epoch')
    else this.surprises += 1
    this.discontinuities += 2
    this.#restore = this.position
    this.#played = []
    this.position = 0
    this.seeking = false
    this.#stalledUntil = this.wall + 100
    this.#pending.push('emptied', 'timeupdate', 'loadstart')
  }

  set(flags: { visible?: boolean; muted?: boolean }): void {
    Object.assign(this, flags)
    this.#pending.push('visibility')
  }

  /** Lets wall time pass. */
  run(length: number): void {
    for (let left = length; left > 0; left -= STEP_MS) this.#step(Math.min(STEP_MS, left))
  }

  sample(cause: string): Sample {
    const plain = {
      cause,
      at: this.wall,
      date: 1_700_000_000_000 + this.wall + this.slept,
      position: this.position,
      rate: this.rate,
      paused: this.paused,
      seeking: this.seeking,
      visible: this.visible,
      muted: this.muted,
    }
    const last = this.#last
    const doubtful = (!last || isDoubtful(last, plain)) && this.#played.length > 0
    const sample: Sample = {
      ...plain,
      played: doubtful
        ? {
            until: last ? (this.#holding(last.position)?.[1] ?? null) : null,
            from: this.#holding(this.position)?.[0] ?? null,
          }
        : null,
    }
    this.#last = cause === 'emptied' ? undefined : sample
    if (cause === 'pause') this.#restAt = this.wall + 200
    this.#take(sample)
    return sample
  }

  #step(length: number): void {
    this.wall += length
    if (this.seeking && this.wall >= this.#seekDone) {
      this.seeking = false
      this.#pending.push('timeupdate', 'seeked')
      if (!this.paused) this.#pending.push('playing')
    } else if (this.#restore !== null && this.wall >= this.#stalledUntil) {
      const position = this.#restore
      this.#restore = null
      this.seek(position)
    } else if (!this.paused && !this.seeking && this.wall >= this.#stalledUntil) this.#move(length)
    if (this.wall < this.#blockedUntil) return
    const events = this.#pending
    this.#pending = []
    for (const cause of events) this.sample(cause)
    if (!this.paused && this.wall - this.#updatedAt >= 265) {
      this.#updatedAt = this.wall
      this.sample('timeupdate')
    }
    if (!this.paused && this.wall - this.#tickedAt >= 250) {
      this.#tickedAt = this.wall
      this.sample('tick')
    }
    if (this.paused && this.wall >= this.#restAt) {
      this.#restAt = Infinity
      this.sample('rest')
    }
  }

  #move(length: number): void {
    if (this.#stalledUntil > 0 && this.#stalledUntil > this.wall - length) this.#pending.push('playing')
    const to = Math.min(this.position + length * this.rate, this.duration)
    if (to > this.position) {
      this.playing += (to - this.position) / this.rate
      note(this.truth, this.position, to)
      note(this.#played, this.position, to)
    }
    this.position = to
    if (to < this.duration) return
    if (this.loop) return this.seek(0)
    this.paused = true
    this.discontinuities += 1
    this.#pending.push('timeupdate', 'pause', 'ended')
  }

  #holding(position: number): Range | undefined {
    return this.#played.find(([from, to]) => from - 50 <= position && position <= to + 50)
  }
}

function note(ranges: Range[], from: number, to: number): void {
  let joined: Range = [from, to]
  for (let index = ranges.length - 1; index >= 0; index -= 1) {
    const range = ranges[index]!
    if (range[0] <= joined[1] && joined[0] <= range[1]) {
      joined = [Math.min(range[0], joined[0]), Math.max(range[1], joined[1])]
      ranges.splice(index, 1)
    }
  }
  ranges.push(joined)
}
