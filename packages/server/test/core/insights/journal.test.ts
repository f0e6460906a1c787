import { coveredMilliseconds, fromUnordered, type Segment, type SegmentSet, union } from '@enhancedhr/protocol'
import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { addUp, type CohortSums } from '../../../src/core/insights/cohort-sums.js'
import type { JournalRow } from '../../../src/core/insights/journal-row.js'
import { toJournalRows } from '../../../src/core/insights/journal-rows.js'
import { bucketOf } from '../../../src/core/insights/log-linear.js'
import { reportingDays } from '../../../src/core/insights/reporting-day.js'
import type { CreditedPart } from '../../../src/core/judge/judgement.js'

const utc = reportingDays('UTC')
const NOVEMBER = Date.parse('2026-11-01T00:00:00Z')
const DAY_MS = 86_400_000
const key = { lessonId: 'l', attempt: 1, mediaVersion: 1 }

/** One learner in one attempt on one video, whose credit goes to the journal batch by batch. */
class Taking {
  readonly rows: JournalRow[] = []
  readonly parts: CreditedPart[] = []
  watched: SegmentSet = []
  #startedOn: string | null = null
  #playedMs = 0
  readonly #charged = new Set<string>()
  readonly #key: typeof key

  constructor(own: Partial<typeof key> = {}) {
    this.#key = { ...key, ...own }
  }

  /** Parts of one session that arrive together at `now`. */
  report(parts: readonly CreditedPart[], { session = 's', now = parts.at(-1)?.wall[1] ?? NOVEMBER } = {}): this {
    const before = { key: this.#key, startedOn: this.#startedOn, watched: this.watched, playedMs: this.#playedMs }
    const rows = toJournalRows(before, [{ parts, isFirst: !this.#charged.has(session) }], utc, now)
    if (parts.length > 0) this.#charged.add(session)
    this.#startedOn ??= rows[0]?.startedOn ?? null
    this.watched = union(this.watched, fromUnordered(parts.map(({ media }) => media)))
    this.#playedMs += parts.reduce((sum, { media: [from, to] }) => sum + to - from, 0)
    this.parts.push(...parts)
    this.rows.push(...rows)
    return this
  }
}

/** Media played at a speed, from an instant. */
function part(media: Segment, started = NOVEMBER, rate = 1): CreditedPart {
  return { media, wall: [started, started + (media[1] - media[0]) / rate] }
}

function sumsOf(...takings: readonly Taking[]): CohortSums {
  const [sums, ...others] = addUp(takings.flatMap(({ rows }) => rows))
  assert.isEmpty(others)
  return sums!
}

/** Counts by second as runs: `[from, to, count]`, without what is 0. */
function runs(counts: readonly number[]): number[][] {
  const found: number[][] = []
  counts.forEach((count, second) => {
    const last = found.at(-1)
    if (count === 0) return
    if (last?.[1] === second && last[2] === count) last[1] = second + 1
    else found.push([second, second + 1, count])
  })
  return found
}

describe('the journal of what was credited', () => {
  it('counts two contiguous reports as one pass (vector 1)', () => {
    const taking = new Taking().report([part([0, 12_500])]).report([part([12_500, 20_000], NOVEMBER + 12_500)])
    const sums = sumsOf(taking)
    assert.lengthOf(taking.rows, 2)
    assert.deepEqual(runs(sums.viewersAt), [[0, 20, 1]])
    assert.deepEqual(runs(sums.playsAt), [[0, 20, 1]])
    assert.deepEqual([sums.watchedMs, sums.playedMs, sums.reached[20]], [20_000, 20_000, 1])
  })

  it('leaves a hole where the middle of a second is missing (vector 2)', () => {
    const sums = sumsOf(new Taking().report([part([0, 12_400]), part([12_800, 20_000], NOVEMBER + 12_400)]))
    assert.deepEqual(runs(sums.viewersAt), [
      [0, 12, 1],
      [13, 20, 1],
    ])
    assert.deepEqual([sums.watchedMs, sums.reached[19]], [19_600, 1])
  })

  it('starts a taking whose first credit holds no second (vector 3)', () => {
    const taking = new Taking().report([part([10_000, 10_500])])
    assert.deepEqual(runs(sumsOf(taking).viewersAt), [])
    assert.deepEqual([sumsOf(taking).started, sumsOf(taking).reached[0]], [1, 1])
    taking.report([part([10_500, 10_600], NOVEMBER + 500)])
    assert.deepEqual(runs(sumsOf(taking).viewersAt), [[10, 11, 1]])
    assert.deepEqual(runs(sumsOf(taking).playsAt), [[10, 11, 1]])
    assert.deepEqual([sumsOf(taking).started, sumsOf(taking).reached[0]], [1, 1])
  })

  it('counts a minute that is played ten times ten times, for one viewer (vector 4)', () => {
    const taking = new Taking()
    for (let time = 0; time < 10; time += 1) taking.report([part([0, 60_000], NOVEMBER + time * 60_000)])
    const sums = sumsOf(taking.report([]))
    assert.lengthOf(taking.rows, 10)
    assert.deepEqual(runs(sums.viewersAt), [[0, 60, 1]])
    assert.deepEqual(runs(sums.playsAt), [[0, 60, 10]])
    assert.deepEqual([sums.watchedMs, sums.playedMs, sums.playingMs, sums.plays], [60_000, 600_000, 600_000, 1])
  })

  it('repeats nothing at double speed (vector 5)', () => {
    const sums = sumsOf(new Taking().report([part([0, 600_000], NOVEMBER, 2)]))
    assert.deepEqual(runs(sums.playsAt), [[0, 600, 1]])
    assert.deepEqual([sums.watchedMs, sums.playedMs, sums.playingMs], [600_000, 600_000, 300_000])
    assert.equal(sums.reached[600], 1)
  })

  it('gives each day what was played on it, also when it arrives later (vector 6)', () => {
    const late = NOVEMBER + DAY_MS - 10_000
    const { rows } = new Taking().report([part([0, 20_000], late)], { now: NOVEMBER + 2 * DAY_MS })
    assert.deepEqual(
      rows.map(({ startedOn, day, playingMs, plays, offlineMs }) => [startedOn, day, playingMs, plays, offlineMs]),
      [
        ['2026-11-01', '2026-11-01', 10_000, 1, 10_000],
        ['2026-11-01', '2026-11-02', 10_000, 0, 10_000],
      ],
    )
    assert.deepEqual(runs(addUp(rows)[0]!.viewersAt), [[0, 20, 1]])
  })

  it('keeps the cohort of the first credit that arrived (vector 7)', () => {
    const fourth = part([0, 10_000], NOVEMBER + 3 * DAY_MS)
    const fifth = part([0, 30_000], NOVEMBER + 4 * DAY_MS)
    for (const [order, cohort] of [
      [[fifth, fourth], '2026-11-05'],
      [[fourth, fifth], '2026-11-04'],
    ] as const) {
      const taking = new Taking()
      for (const [place, one] of order.entries()) taking.report([one], { session: place.toString() })
      const sums = sumsOf(taking)
      assert.equal(sums.startedOn, cohort)
      assert.deepEqual(runs(sums.viewersAt), [[0, 30, 1]])
      assert.deepEqual(runs(sums.playsAt), [
        [0, 10, 2],
        [10, 30, 1],
      ])
      assert.equal(sums.reached[30], 1)
      const played = new Map(taking.rows.map(({ day, playingMs }) => [day, playingMs]))
      assert.deepEqual([played.get('2026-11-04'), played.get('2026-11-05')], [10_000, 30_000])
    }
  })

  it('mixes neither attempts nor videos (vector 8)', () => {
    const takings = [new Taking(), new Taking({ attempt: 2 }), new Taking({ attempt: 2, mediaVersion: 2 })]
    takings[0]!.report([part([0, 5_000])])
    takings[1]!.report([part([0, 5_000])])
    takings[2]!.report([part([0, 3_000])])
    const cohorts = addUp(takings.flatMap(({ rows }) => rows))
    assert.deepEqual(
      cohorts.map(({ mediaVersion, attempt, viewersAt }) => [mediaVersion, attempt, runs(viewersAt)]),
      [
        [1, 1, [[0, 5, 1]]],
        [1, 2, [[0, 5, 1]]],
        [2, 2, [[0, 3, 1]]],
      ],
    )
  })

  it('is the same as counting each second, in any order of its rows', () => {
    const media = fc
      .tuple(fc.nat(30_000), fc.integer({ min: 1, max: 9_000 }))
      .map(([from, length]): Segment => [from, from + length])
    const batch = fc.array(fc.tuple(media, fc.nat(3 * DAY_MS)), { maxLength: 4 })
    const learners = fc.array(fc.array(batch, { maxLength: 6 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(learners, fc.infiniteStream(fc.nat()), (batches, order) => {
        const takings = batches.map((own) => {
          const taking = new Taking()
          for (const parts of own)
            taking.report(
              parts.map(([stretch, at]) => part(stretch, NOVEMBER + at)),
              { now: NOVEMBER },
            )
          return taking
        })
        const rows = takings.flatMap((taking) => taking.rows)
        const shuffled = rows.map((row) => ({ row, at: order.next().value })).sort((a, b) => a.at - b.at)
        const cohorts = addUp(shuffled.map(({ row }) => row))
        const all = (pick: (sums: CohortSums) => readonly number[], place: number): number =>
          cohorts.reduce((sum, cohort) => sum + (pick(cohort)[place] ?? 0), 0)
        for (let second = 0; second < 40; second += 1) {
          const holds = ([from, to]: Segment): boolean => from <= 1_000 * second + 500 && 1_000 * second + 500 < to
          const viewers = takings.filter(({ watched }) => watched.some(holds)).length
          const plays = takings.flatMap(({ parts }) => parts).filter((one) => holds(one.media)).length
          const reached = takings.filter(({ watched }) => {
            const ms = coveredMilliseconds(watched)
            return ms > 0 && Math.floor(ms / 1_000) === second
          }).length
          assert.deepEqual(
            [
              all((sums) => sums.viewersAt, second),
              all((sums) => sums.playsAt, second),
              all((sums) => sums.reached, second),
            ],
            [viewers, plays, reached],
          )
        }
        const total = (pick: (sums: CohortSums) => number): number =>
          cohorts.reduce((sum, cohort) => sum + pick(cohort), 0)
        const parts = takings.flatMap((taking) => taking.parts)
        assert.equal(
          total(({ watchedMs }) => watchedMs),
          takings.reduce((sum, { watched }) => sum + coveredMilliseconds(watched), 0),
        )
        assert.equal(
          total(({ playedMs }) => playedMs),
          parts.reduce((sum, one) => sum + one.media[1] - one.media[0], 0),
        )
        assert.equal(
          total(({ started }) => started),
          takings.filter(({ watched }) => watched.length > 0).length,
        )
        for (const taking of takings) {
          const played = taking.parts.reduce((sum, one) => sum + one.media[1] - one.media[0], 0)
          if (played > 0)
            assert.isAbove(
              all((sums) => sums.played, bucketOf(played)),
              0,
            )
        }
      }),
    )
  })

  it('is nothing again when all of it is taken away', () => {
    const taking = new Taking().report([part([0, 20_000])]).report([part([5_000, 45_000], NOVEMBER + DAY_MS)])
    const away = taking.rows.map((row) => ({ ...row, sign: -1 as const }))
    const [sums] = addUp([...taking.rows, ...away])
    const { viewersAt, playsAt, reached, played, started, watchedMs, playedMs, playingMs, plays } = sums!
    assert.isTrue([viewersAt, playsAt, reached, played].flat().every((count) => count === 0))
    assert.deepEqual([started, watchedMs, playedMs, playingMs, plays], [0, 0, 0, 0, 0])
  })
})

describe('the days of a time zone', () => {
  it('have 23 and 25 hours where the clocks change', () => {
    const berlin = reportingDays('Europe/Berlin')
    const day = (iso: string): number => Date.parse(iso)
    const summer = berlin.cutAtMidnight([day('2026-03-28T12:00:00Z'), day('2026-03-30T12:00:00Z')])
    assert.deepEqual(
      summer.map(([from, to]) => (to - from) / 3_600_000),
      [11, 23, 14],
    )
    const winter = berlin.cutAtMidnight([day('2026-10-24T12:00:00Z'), day('2026-10-26T12:00:00Z')])
    assert.deepEqual(
      winter.map(([from, to]) => (to - from) / 3_600_000),
      [10, 25, 13],
    )
    assert.equal(berlin.dayOf(day('2026-11-30T23:30:00Z')), '2026-12-01')
  })

  it('cut a stretch into pieces of one day each, without a gap', () => {
    const zones = fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia').map(reportingDays)
    fc.assert(
      fc.property(zones, fc.nat(400 * DAY_MS), fc.integer({ min: 1, max: 3 * DAY_MS }), (days, from, length) => {
        const pieces = days.cutAtMidnight([NOVEMBER + from, NOVEMBER + from + length])
        assert.equal(pieces[0]![0], NOVEMBER + from)
        assert.equal(pieces.at(-1)![1], NOVEMBER + from + length)
        for (const [place, [start, end]] of pieces.entries()) {
          assert.isBelow(start, end)
          assert.equal(days.dayOf(start), days.dayOf(end - 1))
          if (place > 0) assert.equal(pieces[place - 1]![1], start)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('of a zone that does not exist are refused', () => {
    assert.throws(() => reportingDays('Europe/Atlantis'), RangeError)
  })
})
