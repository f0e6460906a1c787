import type { GrantedLesson, LessonProgress } from '@enhancedhr/protocol/wire'
import { assert } from 'chai'
import type { WatchedMap } from '../../src/core/map/watched-map.js'
import { MapUpdates } from '../../src/lesson/map-updates.js'
import type { MediaLike } from '../../src/ports/media.js'

const lesson = {
  id: 'one',
  duration: 60,
  chapters: [
    { title: 'First', from: 0 },
    { title: 'Second', from: 30.5 },
  ],
  completion: { required_segments: [[20, 25]], mode: 'any', quiz_required: false },
} as unknown as GrantedLesson

function begin() {
  const media = Object.assign(new EventTarget(), { paused: true }) as unknown as MediaLike &
    EventTarget & { paused: boolean }
  const shown: (WatchedMap | null)[] = []
  const at = { time: 0, wanted: true, played: 5_000, lesson: lesson as GrantedLesson | undefined }
  const listening = new AbortController()
  const updates = new MapUpdates(
    {
      lesson: () => at.lesson,
      progress: () => ({ watched_segments: [[0, 4]] }) as unknown as LessonProgress,
      pending: (id) => (id === 'one' ? [[4_000, at.played]] : []),
      show: (map) => shown.push(map),
      isWanted: () => at.wanted,
    },
    { monotonic: () => at.time },
  )
  updates.follow(media, listening.signal)
  return { at, media, shown, updates, listening, happens: (name: string) => media.dispatchEvent(new Event(name)) }
}

describe('the map of a lesson', () => {
  it('shows what counts, what is being saved, what is required and the chapters', () => {
    const { shown } = begin()
    assert.deepEqual(shown, [
      {
        duration: 60_000,
        counted: [[0, 4_000]],
        pending: [[4_000, 5_000]],
        required: [[20_000, 25_000]],
        chapters: [0, 30_500],
      },
    ])
  })

  it('follows the playhead at most once a second', () => {
    const { at, shown, happens } = begin()
    for (let time = 250; time <= 4_000; time += 250) {
      at.time = time
      at.played = 5_000 + time
      happens('timeupdate')
    }
    assert.deepEqual(
      shown.slice(1).map((map) => map?.pending),
      [[[4_000, 6_000]], [[4_000, 7_000]], [[4_000, 8_000]], [[4_000, 9_000]]],
    )
  })

  it('is up to date as soon as playing pauses or another place is sought', () => {
    const { shown, happens } = begin()
    for (const name of ['pause', 'seeked', 'ended']) happens(name)
    assert.lengthOf(shown, 4)
  })

  it('shows at once what was saved, and while playing with the next second', () => {
    const { at, media, shown, updates, happens } = begin()
    updates.changed()
    assert.lengthOf(shown, 2)
    media.paused = false
    updates.changed()
    assert.lengthOf(shown, 2)
    at.time = 1_000
    happens('timeupdate')
    assert.lengthOf(shown, 3)
  })

  it('is taken away while the page does not want it, and comes back', () => {
    const { at, shown, updates } = begin()
    at.wanted = false
    updates.update()
    assert.isNull(shown.at(-1))
    at.wanted = true
    updates.update()
    assert.isNotNull(shown.at(-1))
  })

  it('is left alone when the lesson has ended', () => {
    const { at, shown, updates, listening, happens } = begin()
    listening.abort()
    happens('pause')
    at.lesson = undefined
    updates.update()
    assert.lengthOf(shown, 1)
  })
})
