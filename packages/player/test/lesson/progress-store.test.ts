import type { Acknowledgement, Grant, LessonProgress, WireReport } from '@enhancedhr/protocol/wire'
import { assert } from 'chai'
import { ProgressStore } from '../../src/lesson/progress-store.js'
import { result } from '../core/reporting/queue-driver.js'

const progress = {
  attempt: 1,
  position: 0,
  percent: 0,
  completed: false,
  completed_at: null,
} as unknown as LessonProgress

function begin(lessonId: string, attempt = 1) {
  const events: string[] = []
  const store = new ProgressStore({
    progress: ({ percent }) => events.push(`progress ${percent}`),
    completed: (id, { attempt: which }) => events.push(`completed ${id} ${which}`),
  })
  store.begin(grant(lessonId, attempt))
  return { store, events }
}

function grant(id: string, attempt: number): Grant {
  return { session_id: `s${attempt}`, lesson: { id }, progress: { ...progress, attempt } } as unknown as Grant
}

function acknowledgement(more: Partial<Acknowledgement>): Acknowledgement {
  return { results: [], progress: {}, courses: {}, session_age: {}, ...more }
}

/** A report of ten seconds, of which so many were counted in another session. */
function report(elsewhere: number, through = 1) {
  const segment = { n: 1, from: 0, to: 10, rate: 1, started: 0, ended: 10, visible: true, muted: false }
  const sent = { session_id: 's1', lesson_id: 'l', position: 0, duration: 1, watched_segments: [segment], events: [] }
  const reasons = elsewhere > 0 ? [{ code: 'concurrent_session', from: 0, to: elsewhere }] : []
  return [
    acknowledgement({ results: [result(0, through, { session_id: 's1', reasons })] }),
    [sent] as WireReport[],
  ] as const
}

describe('progress of the lesson that is on', () => {
  for (const lessonId of ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'toLocaleString']) {
    it(`is the lesson's own where it is called ${lessonId}`, () => {
      const { store, events } = begin(lessonId)
      store.acknowledged(acknowledgement({}), [])
      assert.isEmpty(events)
      const mine = { ...progress, percent: 5 }
      store.acknowledged(acknowledgement({ progress: { [lessonId]: mine } }), [])
      assert.deepEqual(events, ['progress 5'])
      assert.strictEqual(store.current?.percent, 5)
    })
  }

  it('says that time is counted elsewhere only where most of the last batch was, until one counts', () => {
    const { store } = begin('l')
    const after = (elsewhere: number, through = 1) => {
      store.acknowledged(...report(elsewhere, through))
      return store.countedElsewhere
    }
    assert.isFalse(after(0.3))
    assert.isTrue(after(9.7))
    assert.isTrue(after(0, 0), 'nothing is judged')
    store.acknowledged(acknowledgement({ results: [result(0, 1, { session_id: 's1' })] }), [
      { session_id: 's1', lesson_id: 'l', position: null, duration: null, watched_segments: [], events: [] },
    ])
    assert.isTrue(store.countedElsewhere, 'nothing was sent')
    assert.isFalse(after(4.9))
    assert.isTrue(after(10))
    assert.isFalse(after(0))
  })

  it('reports a completion once for each attempt, and takes nothing from an earlier one', () => {
    const { store, events } = begin('l')
    const done = (attempt: number) => ({ progress: { l: { ...progress, attempt, completed: true } } })
    store.acknowledged(acknowledgement(done(1)), [])
    store.acknowledged(acknowledgement(done(1)), [])
    store.begin(grant('l', 2))
    assert.isFalse(store.current?.completed)
    store.acknowledged(acknowledgement(done(1)), [])
    store.acknowledged(acknowledgement(done(2)), [])
    assert.deepEqual(events, ['progress 0', 'completed l 1', 'progress 0', 'progress 0', 'completed l 2'])
  })
})
