import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { decideUpload, type MuxReading, type UploadFacts } from '../../../src/core/supply/decide-upload.js'
import type { MuxAsset, MuxUpload } from '../../../src/core/supply/mux-api.js'
import { isFinal, type UploadState } from '../../../src/core/supply/upload-state.js'
import { proofRuns } from '../proof/proof-runs.js'

/** How Mux goes on, a step at a time; each name is where it ends. */
const COURSES = {
  ready: ['waiting', 'asset_created', 'preparing', 'ready'],
  'errored asset': ['waiting', 'asset_created', 'preparing', 'errored'],
  'errored upload': ['waiting', 'upload errored'],
  'timed out': ['waiting', 'timed_out'],
  'cancelled at Mux': ['waiting', 'cancelled'],
  deleted: ['waiting', 'asset_created', 'preparing', 'ready', 'gone'],
  'left alone': ['waiting'],
  'left preparing': ['waiting', 'asset_created', 'preparing'],
} as const
type Course = keyof typeof COURSES

const UPLOAD: MuxUpload = { id: 'up', status: 'waiting', assetId: null, passthrough: 'ours', url: null, error: null }
const ASSET: MuxAsset = {
  id: 'as',
  status: 'preparing',
  uploadId: 'up',
  passthrough: 'ours',
  duration: 60_000,
  aspectRatio: null,
  playbackIds: [{ id: 'play', policy: 'signed' }],
  error: null,
  hasVideo: true,
  audioTracks: [],
  textTracks: [],
}
const CREATED: MuxUpload = { ...UPLOAD, status: 'asset_created', assetId: 'as' }

/** What a reading that begins at a step finds. */
const READINGS: Readonly<Record<(typeof COURSES)[Course][number], MuxReading>> = {
  waiting: { upload: UPLOAD, asset: null },
  asset_created: { upload: CREATED, asset: null },
  preparing: { upload: CREATED, asset: ASSET },
  ready: { upload: CREATED, asset: { ...ASSET, status: 'ready' } },
  errored: { upload: CREATED, asset: { ...ASSET, status: 'errored', error: 'invalid_input' } },
  gone: { upload: CREATED, asset: 'gone' },
  'upload errored': { upload: { ...UPLOAD, status: 'errored', error: 'invalid_input' }, asset: null },
  timed_out: { upload: { ...UPLOAD, status: 'timed_out' }, asset: null },
  cancelled: { upload: { ...UPLOAD, status: 'cancelled' }, asset: null },
}
/** What is not ours is read as nothing. */
const NOBODYS: MuxReading = { upload: null, asset: null }

/** What the upload has to come to, where nobody interferes. */
const EXPECTED: Readonly<Record<Course, readonly UploadState[]>> = {
  ready: ['ready'],
  'errored asset': ['failed'],
  'errored upload': ['failed'],
  'timed out': ['timed_out'],
  'cancelled at Mux': ['cancelled'],
  // Whether it was seen ready before it was deleted is a matter of when somebody looked.
  deleted: ['ready', 'failed'],
  'left alone': ['waiting'],
  'left preparing': ['processing'],
}

/**
 * `mux`: Mux goes a step on. `read`: a webhook came, once or several times, and a reading begins. `apply`: one of the readings that have begun
 * ends, an early one or a late one. `forged`: a webhook that names something of others. `cancel`: a person does.
 */
interface Step {
  readonly do: 'mux' | 'read' | 'forged' | 'cancel' | 'apply'
  readonly which: number
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'mux', which: 0 }) },
  { weight: 6, arbitrary: fc.constant<Step>({ do: 'read', which: 0 }) },
  { weight: 6, arbitrary: fc.nat({ max: 9 }).map((which): Step => ({ do: 'apply', which })) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'forged', which: 0 }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'cancel', which: 0 }) },
)
const history = fc.record({
  course: fc.constantFrom(...(Object.keys(COURSES) as Course[])),
  hasVideo: fc.boolean(),
  canBeMet: fc.boolean(),
  isArchived: fc.boolean(),
  steps: fc.array(step, { maxLength: 40 }),
})
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never

/** The upload as it is kept, with what the lesson was given. */
class World {
  state: UploadState = 'creating'
  readonly given: string[] = []
  cancelledAs: UploadState | null = null
  readonly #facts: Omit<UploadFacts, 'state'>

  constructor({ hasVideo, canBeMet, isArchived }: History) {
    this.#facts = {
      hasVideo,
      isArchived,
      canBeMet: () => canBeMet,
      isOverdue: false,
      isAbandoned: false,
      maxDuration: 100_000,
    }
  }

  apply(reading: MuxReading): void {
    const before = this.state
    const { state, video } = decideUpload(reading, { ...this.#facts, state: before })
    if (state === before) return
    assert.isFalse(isFinal(before), `${before} became ${state}`)
    this.state = state
    if (video) this.given.push(video.playbackId)
  }

  cancel(): void {
    if (isFinal(this.state)) return
    this.cancelledAs = this.state
    this.state = 'cancelled'
  }
}

function run(given: History): World {
  const world = new World(given)
  const course = COURSES[given.course]
  const begun: MuxReading[] = []
  let at = 0
  for (const each of given.steps) {
    if (each.do === 'mux') at = Math.min(at + 1, course.length - 1)
    else if (each.do === 'read') begun.push(READINGS[course[at]!])
    else if (each.do === 'forged') world.apply(NOBODYS)
    else if (each.do === 'cancel') world.cancel()
    else if (begun.length > 0) world.apply(begun.splice(each.which % begun.length, 1)[0]!)
  }
  // Reconciliation reads what no webhook reported; readings that had begun before may end after it.
  world.apply(READINGS[course.at(-1)!])
  for (const late of begun.reverse()) world.apply(late)
  return world
}

describe('an upload whose webhooks are shuffled, doubled, late, lost and forged', () => {
  it('comes to what Mux came to, whatever happened on the way, and gives its lesson one video at most', () => {
    fc.assert(
      fc.property(history, (given) => {
        const { state, given: videos, cancelledAs } = run(given)
        const isHeld = given.isArchived || (given.hasVideo && !given.canBeMet)
        const expected =
          cancelledAs === null
            ? EXPECTED[given.course].map((each) => (each === 'ready' && isHeld ? 'held' : each))
            : ['cancelled']
        // A video that waits for a person fails when it is deleted at Mux.
        if (given.course === 'deleted' && isHeld && cancelledAs === null) assert.equal(state, 'failed')
        else assert.include(expected, state)
        assert.lengthOf(videos, state === 'ready' ? 1 : 0)
      }),
      proofRuns(),
    )
  })
})
