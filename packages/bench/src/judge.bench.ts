import type { PlayedSegment, SegmentSet } from '@enhancedhr/protocol'
import { union } from '@enhancedhr/protocol'
import { judge } from '../../server/src/core/judge/judge.js'
import { DEFAULT_POLICY } from '../../server/src/core/policy.js'

const OPENED_AT = Date.UTC(2026, 10, 23, 10)
const LATE = OPENED_AT + 6 * 3_600_000
const WINDOWS: SegmentSet = [[OPENED_AT, LATE]]
const DURATION = 3_600_000

interface Evidence {
  readonly title: string
  /** Segments of one report. */
  readonly segments: readonly PlayedSegment[]
  readonly watched?: SegmentSet
}

function series(count: number, segment: (index: number) => Omit<PlayedSegment, 'n' | 'rate' | 'visible' | 'muted'>) {
  return Array.from({ length: count }, (_, index): PlayedSegment => {
    return { n: index + 1, rate: 1, visible: true, muted: false, ...segment(index) }
  })
}

/** Stretches of half a second that are watched already, one a second. */
function scattered(count: number): SegmentSet {
  return Array.from({ length: count }, (_, index) => [index * 1_000, index * 1_000 + 500] as const)
}

const plain = (index: number) => ({
  from: index * 1_000,
  to: index * 1_000 + 1_000,
  started: index * 1_000,
  ended: index * 1_000 + 1_000,
})

const KINDS: readonly Evidence[] = [
  { title: 'one segment, as a player reports every 15 s', segments: series(1, plain) },
  { title: 'a minute of plain playing in 4', segments: series(4, plain) },
  { title: '1,000 of plain playing', segments: series(1_000, plain) },
  {
    title: '2,000 apart (a nervous scrubber)',
    segments: series(2_000, (index) => ({ ...plain(index), to: index * 1_000 + 500 })),
  },
  { title: '2,000 on 2,000 watched stretches', segments: series(2_000, plain), watched: scattered(2_000) },
  {
    title: '2,000 of a ladder, each 1 ms later',
    segments: series(2_000, (index) => ({ from: index * 51, to: index * 51 + 51, started: index, ended: index + 50 })),
  },
  {
    title: '2,000 slivers of 10 ms',
    segments: series(2_000, (index) => ({
      from: index * 260,
      to: index * 260 + 260,
      started: index * 10,
      ended: index * 10 + 10,
    })),
  },
]

/** Judged segments per second on one core: `pnpm bench judge`. */
export function run(): void {
  console.log('Judged segments per second of one core’s time, the judge alone\n')
  for (const { title, segments, watched = [] } of KINDS) {
    const rates = Array.from({ length: 5 }, () => measure(segments, watched)).sort((a, b) => a - b)
    const [least, middle, most] = [rates[0]!, rates[2]!, rates[4]!]
    console.log(`  ${title.padEnd(48)} ${show(middle)}   (${show(least)} to ${show(most)})`)
  }
}

/** At least a quarter of a second of reports, each to a ledger that knows none of them yet; by the processor's time. */
function measure(segments: readonly PlayedSegment[], watched: SegmentSet): number {
  const session = { openedAt: OPENED_AT, windows: WINDOWS, duration: DURATION, watched, known: new Map(), through: 0 }
  const charges = { session: [], learner: [], others: [] }
  let judged = 0
  let held: SegmentSet = []
  const began = process.cpuUsage()
  let passed = 0
  while (passed < 250) {
    const judgement = judge({ segments, malformed: [] }, session, charges, DEFAULT_POLICY, LATE)
    held = union(held, judgement.credits)
    judged += judgement.judged.length
    const { user, system } = process.cpuUsage(began)
    passed = (user + system) / 1_000
  }
  if (held.length === 0 && judged === 0) throw new Error('Nothing was judged.')
  return (judged * 1_000) / passed
}

function show(value: number): string {
  return Math.round(value).toLocaleString('en').padStart(9)
}
