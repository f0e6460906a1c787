import { coveredMilliseconds, fromUnordered, subtract, type PlayedSegment, type SegmentSet } from '@enhancedhr/protocol'
import { assert } from 'chai'
import fc from 'fast-check'
import {
  correctAge,
  createTracker,
  endTracking,
  openSegments,
  sealAll,
  track,
  type Tracked,
  type TrackerState,
} from '../../../src/core/reporting/tracker.js'
import { SimulatedMedia } from './simulated-media.js'

/** A tracker that follows a simulated media element. */
class Follower {
  tracker: TrackerState = createTracker(0, 0)
  readonly sealed: PlayedSegment[] = []
  readonly media: SimulatedMedia

  constructor(duration = 600_000) {
    this.media = new SimulatedMedia(duration, (sample) => this.apply(track(this.tracker, sample)))
    this.media.sample('begin')
  }

  apply({ state, sealed }: Tracked): void {
    this.tracker = state
    this.sealed.push(...sealed)
  }

  /** What sending does. */
  send(): void {
    this.media.sample('seal')
    this.apply(sealAll(this.tracker))
  }

  end(): PlayedSegment[] {
    this.media.sample('end')
    this.apply(endTracking(this.tracker))
    return this.sealed
  }

  answer(age: number): void {
    this.apply(correctAge(this.tracker, age, this.media.wall))
  }

  get union(): SegmentSet {
    return fromUnordered(this.sealed.map(({ from, to }) => [from, to] as const))
  }

  get truth(): SegmentSet {
    return fromUnordered(this.media.truth.map(([from, to]) => [Math.round(from), Math.round(to)] as const))
  }
}

function follow(script: (media: SimulatedMedia, follower: Follower) => void, duration?: number): Follower {
  const follower = new Follower(duration)
  script(follower.media, follower)
  follower.end()
  checkSeals(follower.sealed)
  return follower
}

/** What the contract asks of every sealed segment, whatever was played. */
function checkSeals(sealed: readonly PlayedSegment[]): void {
  let claimed = 0
  sealed.forEach(({ n, from, to, started, ended, rate }, index) => {
    assert.strictEqual(n, index + 1, 'numbers have no gap')
    for (const value of [from, to, started, ended]) assert.isTrue(Number.isInteger(value), `${value} is whole`)
    assert.isAbove(to, from)
    assert.isAbove(ended, started)
    assert.isAtLeast(started, claimed, 'wall time is claimed once')
    assert.isAtMost(to - from, Math.floor((ended - started) * rate), 'a seal claims no more than its time holds')
    claimed = ended
  })
}

/** Milliseconds by which the collected union differs from what was played. */
function errorOf({ union, truth }: Follower): number {
  return coveredMilliseconds(subtract(union, truth)) + coveredMilliseconds(subtract(truth, union))
}

function assertExact(follower: Follower, tolerance = 10): void {
  assert.isAtMost(errorOf(follower), tolerance, JSON.stringify({ union: follower.union, truth: follower.truth }))
}

describe('tracker', () => {
  it('case 75: collects plain playing as one segment', () => {
    const follower = follow((media) => {
      media.play()
      media.run(10_000)
    })
    assert.lengthOf(follower.sealed, 1)
    assertExact(follower)
  })

  for (const rate of [0.5, 1, 1.25, 2, 4, 16]) {
    it(`case 76: collects what was played around a seek at rate ${rate}, and not the gap`, () => {
      const follower = follow((media) => {
        media.setRate(rate)
        media.play()
        media.run(5_130)
        media.seek(300_000)
        media.run(5_085)
      })
      assert.lengthOf(follower.union, 2)
      assertExact(follower, 20)
    })
  }

  it('finds where it left when the main thread is blocked right after a seek', () => {
    const follower = follow((media) => {
      media.play()
      media.run(4_100)
      media.seek(100_000)
      media.block(3_000)
      media.run(5_000)
    })
    assertExact(follower, 20)
  })

  it('case 80: counts all that was played while the main thread was blocked', () => {
    const follower = follow((media) => {
      media.setRate(2)
      media.play()
      media.run(2_000)
      media.block(3_000)
      media.run(6_000)
    })
    assertExact(follower)
    assert.lengthOf(follower.sealed, 1)
  })

  it('case 77: counts nothing of paused seeks', () => {
    const follower = follow((media) => {
      for (let round = 0; round < 50; round += 1) {
        media.seek(round * 5_000)
        media.run(70)
      }
    })
    assert.lengthOf(follower.sealed, 0)
  })

  it('case 78: keeps only the slivers that were really played while somebody scrubs', () => {
    const follower = follow((media) => {
      media.play()
      media.run(1_000)
      for (let round = 1; round < 40; round += 1) {
        media.seek(round * 7_000, 20)
        media.run(35)
      }
    })
    assertExact(follower, 40 * 10)
  })

  it('case 85: keeps the wall time of a stall out of every segment', () => {
    const follower = follow((media) => {
      media.play()
      media.run(3_000)
      media.stall(4_000)
      media.run(7_000)
    })
    assertExact(follower)
    const wall = follower.sealed.reduce((sum, { started, ended }) => sum + ended - started, 0)
    assert.isAtMost(Math.abs(wall - 6_000), 300)
  })

  it('divides a step at the moment the rate changed, even when it learnt of it late', () => {
    const follower = follow((media) => {
      media.play()
      media.run(2_000)
      media.setRate(2)
      media.block(3_000)
      media.run(5_000)
    })
    assertExact(follower)
    assert.deepEqual(
      follower.sealed.map(({ rate }) => rate),
      [1, 2],
    )
  })

  it('closes a segment where visibility or sound changes and goes on from exactly there', () => {
    const { sealed } = follow((media) => {
      media.play()
      media.run(2_000)
      media.set({ visible: false })
      media.run(2_000)
      media.set({ visible: true, muted: true })
      media.run(2_000)
    })
    assert.deepEqual(
      sealed.map(({ visible, muted }) => [visible, muted]),
      [
        [true, false],
        [false, false],
        [true, true],
      ],
    )
    for (const [index, segment] of sealed.slice(1).entries()) {
      assert.strictEqual(segment.from, sealed[index]!.to)
      assert.strictEqual(segment.started, sealed[index]!.ended)
    }
  })

  it('goes on from exactly where sending sealed', () => {
    const follower = follow((media, sender) => {
      media.play()
      for (let report = 0; report < 20; report += 1) {
        media.run(733)
        sender.send()
      }
    })
    assertExact(follower)
    assert.lengthOf(follower.union, 1)
  })

  it('leaves no hole at fifty pauses of any length', () => {
    const follower = follow((media) => {
      for (let pause = 0; pause < 50; pause += 1) {
        media.play()
        media.run(1_000 + pause * 7)
        media.pause()
        media.run(20 + pause * 31)
      }
    })
    assert.lengthOf(follower.union, 1)
    assertExact(follower)
  })

  it('extends the segment of a pause to where the media comes to rest', () => {
    const follower = new Follower()
    follower.media.play()
    follower.media.run(3_000)
    follower.media.pause()
    follower.media.run(50)
    follower.media.position += 150
    follower.media.run(300)
    follower.media.play()
    follower.media.run(1_000)
    const sealed = follower.end()
    checkSeals(sealed)
    assert.lengthOf(follower.union, 1)
    assert.isAtLeast(sealed[0]!.to, 3_145)
  })

  it('starts at the position of a seek that was made while paused', () => {
    const follower = follow((media) => {
      media.seek(50_000)
      media.run(500)
      media.play()
      media.run(2_000)
    })
    assertExact(follower)
    assert.strictEqual(follower.tracker.position! >= 51_900, true)
  })

  it('case 82: reaches the very end and starts again after it', () => {
    const follower = follow((media) => {
      media.seek(17_000)
      media.run(100)
      media.play()
      media.run(5_000)
      media.play()
      media.run(2_000)
    }, 20_082)
    assertExact(follower, 20)
    assert.strictEqual(follower.union.at(-1)![1], 20_082)
  })

  it('case 81: collects a loop to its end and from its start', () => {
    const follower = follow((media) => {
      media.loop = true
      media.seek(2_000)
      media.run(100)
      media.play()
      media.run(5_000)
    }, 5_000)
    assertExact(follower, 20)
  })

  for (const announced of [true, false]) {
    it(`case 84: loses nothing over a new load (${announced ? 'announced' : 'by surprise'})`, () => {
      const follower = follow((media) => {
        media.seek(40_000)
        media.run(100)
        media.play()
        media.run(3_140)
        media.reload(announced)
        media.run(2_000)
      })
      assertExact(follower, 300)
      assert.isAbove(follower.tracker.position!, 43_000)
    })
  }

  for (const [name, before] of [
    ['before anything was played', () => undefined],
    [
      'after a pause',
      (media: SimulatedMedia) => {
        media.play()
        media.run(2_000)
        media.pause()
      },
    ],
  ] as const) {
    it(`takes a seek right after play() for a seek, however long nobody looked, ${name}`, () => {
      for (const busy of [0, 200]) {
        const follower = follow((media) => {
          before(media)
          media.run(60_000)
          media.play()
          media.seek(30_000, 5)
          media.block(busy)
          media.run(1_000)
        })
        assertExact(follower, 20)
        const wall = follower.sealed.reduce((sum, { started, ended }) => sum + ended - started, 0)
        assert.isAtMost(Math.abs(wall - follower.media.playing), 50)
      }
    })
  }

  it('counts what was played between play() and the first look at it', () => {
    const follower = follow((media) => {
      media.play()
      media.run(2_000)
      media.pause()
      media.run(10_000)
      media.play()
      media.block(2_500)
      media.run(4_000)
    })
    assertExact(follower, 20)
    assert.lengthOf(follower.union, 1)
  })

  it('never gives a position before the new load is where it goes on', () => {
    const follower = new Follower()
    follower.media.seek(40_000)
    follower.media.run(100)
    follower.media.play()
    follower.media.run(3_000)
    follower.media.reload(false)
    for (let moment = 0; moment < 60; moment += 1) {
      follower.media.run(20)
      assert.isAbove(follower.tracker.position!, 42_000)
    }
  })

  it('case 53: numbers nothing after a sleep until an answer named the time', () => {
    const follower = new Follower()
    const { media } = follower
    media.play()
    media.run(3_000)
    media.sleep(3_600_000)
    media.run(3_000)
    follower.send()
    const before = follower.sealed.length
    media.run(2_000)
    // By the server's clock it slept ten seconds less than the date says.
    follower.answer(8_000 + 3_590_000)
    const sealed = follower.end()
    checkSeals(sealed)
    assert.strictEqual(before, 1)
    assert.isAtMost(Math.abs(sealed.at(-1)!.ended - 3_598_000), 20)
    assert.isAtMost(Math.abs(sealed[0]!.ended - 3_000), 300)
    assert.isAtLeast(sealed[1]!.started, 3_590_000)
    assertExact(follower, 20)
  })

  for (const day of [-86_400_000, 86_400_000]) {
    it(`case 72: loses and invents nothing when the date jumps by ${day > 0 ? 'a day' : 'a day back'}`, () => {
      const follower = new Follower()
      const { media } = follower
      media.play()
      media.run(3_000)
      media.sleep(day)
      media.run(3_000)
      follower.answer(6_000)
      media.run(2_000)
      const sealed = follower.end()
      checkSeals(sealed)
      assertExact(follower, 20)
      assert.isAtMost(sealed.at(-1)!.ended, 8_100)
    })
  }

  it('case 87: a second viewing is once in the union and twice in the time', () => {
    const follower = follow((media) => {
      media.play()
      media.run(5_000)
      media.seek(0)
      media.run(5_000)
    })
    const time = follower.sealed.reduce((sum, { started, ended }) => sum + ended - started, 0)
    assert.approximately(coveredMilliseconds(follower.union), 5_000, 100)
    assert.approximately(time, 10_000, 100)
  })

  it('case 88: ten thousand seals of one stretch leave no hole and add nothing', () => {
    const follower = follow((media, sender) => {
      media.play()
      for (let seal = 0; seal < 10_000; seal += 1) {
        media.run(35)
        sender.send()
      }
    })
    assert.lengthOf(follower.union, 1)
    assertExact(follower)
  })

  it('case 73: moves the session clock forward at once, and never back', () => {
    const follower = new Follower()
    follower.media.play()
    follower.media.run(1_000)
    follower.answer(5_000)
    follower.media.run(1_000)
    follower.answer(2_000)
    follower.media.run(1_000)
    const sealed = follower.end()
    checkSeals(sealed)
    assert.deepEqual(
      sealed.map(({ ended }) => Math.round(ended / 100) * 100),
      [1_000, 7_000],
    )
    assert.lengthOf(follower.union, 1)
  })

  it('does not cut a segment for the jitter of the network', () => {
    const follower = new Follower()
    follower.media.play()
    follower.media.run(1_000)
    follower.answer(1_020)
    follower.media.run(1_000)
    assert.lengthOf(follower.end(), 1)
  })

  it('gives what would be numbered if the page died now, and changes nothing by that', () => {
    const follower = new Follower()
    follower.media.play()
    follower.media.run(1_500)
    const open = openSegments(follower.tracker)
    assert.lengthOf(open, 1)
    assert.deepEqual(openSegments(follower.tracker), open)
    assert.lengthOf(follower.sealed, 0)
  })

  it('catches up with a media clock that runs faster than the wall', () => {
    const follower = new Follower()
    const { media } = follower
    media.play()
    for (let second = 0; second < 600; second += 1) {
      media.run(1_000)
      media.position += 0.1
      if (second % 15 === 0) follower.send()
    }
    media.pause()
    media.run(500)
    const sealed = follower.end()
    checkSeals(sealed)
    assert.isAtMost(Math.abs(sealed.at(-1)!.to - media.position), 5)
    assert.lengthOf(follower.union, 1)
  })

  it('is never further from the truth than 0.3 s for each discontinuity, whatever happens', () => {
    const action = fc.oneof(
      fc.record({ do: fc.constant('run' as const), ms: fc.integer({ min: 5, max: 3_000 }) }),
      fc.record({ do: fc.constantFrom('play', 'pause', 'send', 'block', 'stall', 'reload') }),
      fc.record({ do: fc.constant('seek' as const), to: fc.integer({ min: 0, max: 120_000 }) }),
      fc.record({ do: fc.constant('rate' as const), rate: fc.constantFrom(0.5, 1, 1.25, 1.5, 2, 4, 16) }),
      fc.record({ do: fc.constantFrom('hide', 'show', 'mute') }),
    )
    fc.assert(
      fc.property(fc.array(action, { minLength: 3, maxLength: 40 }), fc.boolean(), (actions, loop) => {
        const follower = new Follower(120_000)
        const { media } = follower
        media.loop = loop
        let blocks = 0
        for (const step of actions) {
          if (step.do === 'run' && 'ms' in step) media.run(step.ms)
          else if (step.do === 'seek' && 'to' in step) media.seek(step.to)
          else if (step.do === 'rate' && 'rate' in step) media.setRate(step.rate)
          else if (step.do === 'play') media.play()
          else if (step.do === 'pause') media.pause()
          else if (step.do === 'send') follower.send()
          else if (step.do === 'stall') media.stall(700)
          else if (step.do === 'reload') {
            media.reload(true)
            media.run(200)
          } else if (step.do === 'block') {
            // A seek that lands, plays to the end and loops within one blocked task leaves nothing to read it from.
            media.run(50)
            media.block(1_500)
            media.run(2_000)
            blocks += 1
          } else if (step.do === 'hide') media.set({ visible: false })
          else if (step.do === 'show') media.set({ visible: true })
          else media.set({ muted: !media.muted })
        }
        follower.end()
        checkSeals(follower.sealed)
        const allowed = 300 * (media.discontinuities + blocks + 1)
        assert.isAtMost(errorOf(follower), allowed, JSON.stringify({ union: follower.union, truth: follower.truth }))
        const wall = follower.sealed.reduce((sum, { started, ended }) => sum + ended - started, 0)
        assert.isAtMost(wall, media.wall + 305)
      }),
      { numRuns: 500 },
    )
  })
})
