import type { PlayedSegment } from '@enhancedhr/protocol'
import fc from 'fast-check'

const RATES = [0.5, 1, 1.25, 1.5, 2] as const

/**
 * Evidence of an honest player: one place at a time, at the rate it declares, sealed as a player seals, in the order
 * played; pieces of 40 ms of media or more, with pauses and seeks between them.
 */
export const oneStory: fc.Arbitrary<PlayedSegment[]> = fc
  .array(
    fc.record({
      pause: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 500 })),
      seek: fc.option(fc.integer({ min: 0, max: 4_000 })),
      length: fc.integer({ min: 80, max: 1_500 }),
      rate: fc.constantFrom(...RATES),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((stretches) => {
    let clock = 0
    let media = 0
    return stretches.map(({ pause, seek, length, rate }, index) => {
      const started = clock + pause
      const from = seek ?? media
      clock = started + length
      media = from + Math.floor(length * rate)
      return segment(index + 1, { from, to: media, rate, started, ended: clock })
    })
  })

/** Anything: segments that contradict each other, overlap and overclaim. */
const anySegments = fc
  .array(
    fc.record({
      from: fc.integer({ min: -50, max: 2_000 }),
      length: fc.integer({ min: -10, max: 2_000 }),
      started: fc.integer({ min: 0, max: 2_000 }),
      lasts: fc.integer({ min: 1, max: 1_500 }),
      rate: fc.constantFrom(...RATES, 16),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((claims) =>
    claims.map(({ from, length, started, lasts, rate }, index) =>
      segment(index + 1, { from, to: from + length, rate, started, ended: started + lasts }),
    ),
  )

/** Segments of one length, each a little later than the last, each claiming separate media. */
const ladder = fc
  .record({
    count: fc.integer({ min: 2, max: 60 }),
    lasts: fc.integer({ min: 1, max: 120 }),
    step: fc.integer({ min: 1, max: 5 }),
    claim: fc.integer({ min: 1, max: 260 }),
    rate: fc.constantFrom(...RATES, 16),
    down: fc.boolean(),
  })
  .map(({ count, lasts, step, claim, rate, down }) =>
    Array.from({ length: count }, (_, index) => {
      const started = (down ? count - index : index) * step
      return segment(index + 1, { from: index * claim, to: (index + 1) * claim, rate, started, ended: started + lasts })
    }),
  )

/** Long segments over almost the same time, each of them somewhere else. */
const nearTotalOverlaps = fc
  .record({
    count: fc.integer({ min: 2, max: 20 }),
    lasts: fc.integer({ min: 100, max: 2_000 }),
    shifts: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 20 }),
    rate: fc.constantFrom(...RATES),
  })
  .map(({ count, lasts, shifts, rate }) =>
    Array.from({ length: count }, (_, index) => {
      const [started, from] = [shifts[index]!, index * lasts * 2]
      return segment(index + 1, { from, to: from + Math.ceil(lasts * rate), rate, started, ended: started + lasts })
    }),
  )

/** Very short segments, apart, next to each other, or all over the same time. */
const slivers = fc
  .array(
    fc.record({
      from: fc.integer({ min: 0, max: 300 }),
      length: fc.integer({ min: 1, max: 60 }),
      started: fc.integer({ min: 0, max: 200 }),
      lasts: fc.integer({ min: 1, max: 12 }),
      rate: fc.constantFrom(...RATES),
    }),
    { minLength: 1, maxLength: 80 },
  )
  .map((claims) =>
    claims.map(({ from, length, started, lasts, rate }, index) =>
      segment(index + 1, { from, to: from + length, rate, started, ended: started + lasts }),
    ),
  )

/** What an adversary sends: built to hit the seams of the rules, because plain chance does not find them. */
export const anyStory: fc.Arbitrary<PlayedSegment[]> = fc.oneof(anySegments, ladder, nearTotalOverlaps, slivers)

function segment(n: number, numbers: Pick<PlayedSegment, 'from' | 'to' | 'rate' | 'started' | 'ended'>): PlayedSegment {
  return { n, visible: true, muted: false, ...numbers }
}
