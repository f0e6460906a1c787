import { assert } from 'chai'
import fc from 'fast-check'
import {
  displaySync,
  DOUBT_MS,
  dueAt,
  NOTHING_TO_SAY,
  RELIEF_MS,
  type SyncDisplay,
  type SyncDisplayEvent,
  type SyncReading,
} from '../../../src/core/reporting/sync-display.js'

const reading = (state: SyncReading['state'], pending = 1, storage: SyncReading['storage'] = 'disk') => ({
  state,
  pending: state === 'saved' ? 0 : pending,
  storage,
})

/** Shows one thing after another, waking it whenever it asked to be. */
class Screen {
  display: SyncDisplay = NOTHING_TO_SAY
  now = 0
  /** Every loud word, in order. */
  readonly announced: string[] = []

  read(state: SyncReading['state'], storage: SyncReading['storage'] = 'disk'): this {
    return this.#take({ type: 'read', reading: reading(state, 1, storage), now: this.now })
  }

  acknowledge(): this {
    return this.#take({ type: 'acknowledged', now: this.now })
  }

  wait(milliseconds: number): this {
    const until = this.now + milliseconds
    for (let at = dueAt(this.display); at !== null && at <= until; at = dueAt(this.display)) {
      this.now = at
      this.#take({ type: 'due', now: at })
    }
    this.now = until
    return this
  }

  get shown(): string {
    const { word, loud } = this.display.shown
    return loud ? `${String(word)}!` : String(word)
  }

  #take(event: SyncDisplayEvent): this {
    const before = this.display.shown
    this.display = displaySync(this.display, event)
    const { word, loud } = this.display.shown
    if (loud && word !== null && !(before.loud && before.word === word)) this.announced.push(word)
    return this
  }
}

describe('what the learner sees about evidence', () => {
  it('is nothing before anything was played', () => {
    assert.equal(new Screen().read('saved').wait(60_000).shown, 'null')
  })

  it('is quiet as long as all goes well', () => {
    const screen = new Screen()
    for (let minute = 0; minute < 10; minute += 1) {
      assert.equal(screen.read('saving').wait(15_000).shown, 'saving')
      assert.equal(screen.acknowledge().read('saved').wait(100).shown, 'saved')
    }
    assert.isEmpty(screen.announced)
  })

  it('is a failure once it has lasted, and not one that is over before', () => {
    const screen = new Screen().read('saving').read('waiting')
    assert.equal(screen.wait(DOUBT_MS - 1).shown, 'saving')
    assert.equal(screen.wait(1).shown, 'waiting!')
    const other = new Screen().read('saving').read('waiting').wait(900).read('saving').acknowledge().read('saving')
    assert.equal(other.wait(60_000).shown, 'saving')
    assert.isEmpty(other.announced)
  })

  it('stays through attempts that fail, and says so once', () => {
    const screen = new Screen().read('saving').read('offline').wait(3_000)
    for (let tries = 0; tries < 20; tries += 1) {
      assert.equal(screen.read('saving').wait(15_000).shown, 'offline!')
      screen.read('offline').wait(60_000)
    }
    assert.deepEqual(screen.announced, ['offline'])
  })

  it('is good news after a failure, for a while', () => {
    const screen = new Screen().read('saving').read('offline').wait(3_000).read('saving').acknowledge()
    assert.equal(screen.shown, 'saved!')
    assert.equal(screen.read('saving').wait(RELIEF_MS - 1).shown, 'saved!')
    assert.equal(screen.wait(1).read('saving').shown, 'saving')
    assert.deepEqual(screen.announced, ['offline', 'saved'])
  })

  it('names each failure, and whether this device can keep what was played', () => {
    const shown = (state: SyncReading['state'], storage: SyncReading['storage']) =>
      new Screen().read('saving').read(state, storage).wait(3_000).shown
    assert.equal(shown('waiting', 'disk'), 'waiting!')
    assert.equal(shown('offline', 'disk'), 'offline!')
    assert.equal(shown('parked', 'disk'), 'parked!')
    assert.equal(shown('waiting', 'memory'), 'unkept!')
    assert.equal(shown('offline', 'memory'), 'unkept!')
    assert.equal(shown('parked', 'memory'), 'parked-unkept!')
    assert.equal(shown('saving', 'memory'), 'saving')
  })

  it('changes its message where one failure becomes another', () => {
    const screen = new Screen().read('saving').read('waiting').wait(3_000).read('parked')
    assert.equal(screen.shown, 'parked!')
    assert.deepEqual(screen.announced, ['waiting', 'parked'])
  })

  it('is never "saved" while something is not, unless it was acknowledged a moment ago', () => {
    const step = fc.oneof(
      fc.record({ state: fc.constantFrom<SyncReading['state']>('saved', 'saving', 'waiting', 'offline', 'parked') }),
      fc.record({ wait: fc.integer({ min: 0, max: 8_000 }) }),
      fc.constant({ acknowledged: true }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const screen = new Screen()
        let safeAt = -Infinity
        let isSaved = true
        for (const taken of steps) {
          if ('state' in taken) {
            screen.read(taken.state)
            isSaved = taken.state === 'saved'
          } else if ('wait' in taken) screen.wait(taken.wait)
          else screen.acknowledge()
          if (isSaved || 'acknowledged' in taken) safeAt = screen.now
          if (screen.display.shown.word === 'saved' && !isSaved) {
            assert.isAtMost(screen.now - safeAt, Math.max(RELIEF_MS, DOUBT_MS))
          }
        }
      }),
    )
  })
})
