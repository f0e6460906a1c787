import { assert } from 'chai'
import fc from 'fast-check'
import { checkDraft } from '../../src/core/settings/check-draft.js'
import { compareVersions, mergeVersions } from '../../src/core/settings/merge-versions.js'
import { addPart, keyTarget, moveEdge } from '../../src/core/settings/parts.js'
import { readLesson, toLessonInput } from '../../src/core/settings/read-lesson.js'
import { DRAFT_FIELDS, isSameDraft, type SettingsDraft } from '../../src/core/settings/settings-draft.js'
import { formatTime, parseTime } from '../../src/core/settings/time-text.js'

const resource = {
  id: 'l',
  course_id: 'c',
  title: 'Alarm',
  order: 3,
  required: true,
  duration: 60,
  media_version: 2,
  status: 'ready',
  quiz: false,
  chapters: [{ title: 'One', from: 0 }],
  completion: { threshold: 0.925, required_segments: [[1, 2.5]], mode: 'all', quiz_required: false },
  policies: {
    max_playback_rate: 1.5,
    hidden_counts: null,
    muted_counts: false,
    seek_policy: 'watched',
    offline_allowance: 60,
  },
}
const base = readLesson(resource, '"4"').draft

const seconds = fc.integer({ min: 0, max: 200_000_000 }).map((ms) => ms / 1000)
const drafts: fc.Arbitrary<SettingsDraft> = fc.record({
  title: fc.constantFrom('a', 'b'),
  required: fc.boolean(),
  threshold: fc.constantFrom(null, 50, 92.5),
  parts: fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(2, 3)), { maxLength: 2 }),
  mode: fc.constantFrom('all', 'any'),
  quiz: fc.boolean(),
  quizRequired: fc.boolean(),
  maxRate: fc.constantFrom(null, 2),
  seek: fc.constantFrom(null, 'free', 'watched'),
  hiddenCounts: fc.constantFrom(null, true),
  mutedCounts: fc.constantFrom(null, false),
  chapters: fc.array(fc.record({ title: fc.constantFrom('x', 'y'), from: fc.constantFrom(0, 1) }), { maxLength: 2 }),
  waiver: fc.constantFrom(null, 'why'),
})

describe('a lesson that is edited', () => {
  it('is put back as it was read, but for the video, which is not named', () => {
    const input = toLessonInput(base, readLesson(resource, '"4"'))
    const { course_id, order, title, required, chapters, quiz, completion, policies } = resource
    assert.deepEqual(input, { course_id, order, title, required, chapters, quiz, completion, policies })
  })

  it('says why it is published without captions only where the handler knows that', () => {
    const waived = { ...base, waiver: ' Music only ' }
    assert.notProperty(toLessonInput(waived, readLesson(resource, null)), 'captions_waiver')
    const known = readLesson({ ...resource, captions_waiver: null }, null)
    assert.deepEqual(toLessonInput(waived, known)['captions_waiver'], { reason: 'Music only' })
    assert.isNull(toLessonInput(base, known)['captions_waiver'])
  })

  it('is checked by the rules of the handler, and says where', () => {
    const places = (change: Partial<SettingsDraft>, duration: number | null = 60) =>
      checkDraft({ ...base, ...change }, duration).map(({ pointer, code }) => `${pointer} ${code}`)
    assert.deepEqual(places({}), [])
    assert.deepEqual(places({ threshold: null, parts: [] }), ['/completion no_criterion'])
    assert.include(places({ threshold: 0 }), '/completion/threshold threshold_out_of_range')
    assert.deepEqual(places({ threshold: 101 }), ['/completion/threshold threshold_out_of_range'])
    assert.deepEqual(
      places({
        parts: [
          [0, 1],
          [5, 5],
        ],
      }),
      ['/completion/required_segments/1 segment_empty'],
    )
    assert.deepEqual(places({ parts: [[50, 90]] }), ['/completion/required_segments/0 segment_beyond_duration'])
    assert.deepEqual(places({ parts: [[50, 90]] }, null), [])
    assert.deepEqual(places({ title: ' ', chapters: [{ title: '', from: 0 }], waiver: '' }), [
      '/title title',
      '/chapters/0/title chapter_title',
      '/captions_waiver waiver_reason',
    ])
    assert.deepEqual(places({ quiz: true, quizRequired: true }), [])
  })
})

describe('two versions of a lesson', () => {
  it('differ where they differ, and put together have what each of them changed', () => {
    fc.assert(
      fc.property(drafts, drafts, drafts, (from, mine, theirs) => {
        const differences = compareVersions(from, mine, theirs)
        const merged = mergeVersions(mine, theirs, differences)
        for (const field of DRAFT_FIELDS) {
          const one = { ...from, [field]: merged[field] }
          const isMine = isSameDraft(one, { ...from, [field]: mine[field] })
          const isTheirs = isSameDraft(one, { ...from, [field]: theirs[field] })
          assert.isTrue(isMine || isTheirs)
          // What only one of them changed is that one's.
          if (isSameDraft(from, { ...from, [field]: theirs[field] })) assert.isTrue(isMine)
          if (isSameDraft(from, { ...from, [field]: mine[field] })) assert.isTrue(isTheirs)
        }
        assert.deepEqual(compareVersions(from, mine, mine), [])
      }),
    )
  })
})

describe('a time that is typed', () => {
  it('is read as it was written', () => {
    fc.assert(fc.property(seconds, (time) => assert.equal(parseTime(formatTime(time)), time)))
  })

  for (const [text, time] of [
    ['90', 90],
    ['1:30', 90],
    ['1:02:03', 3723],
    ['0:01,5', 1.5],
    [' 2:05.25 ', 125.25],
    ['', null],
    ['-1', null],
    ['1:x', null],
    ['1:2:3:4', null],
    ['1.5:00', null],
    ['9999999999', null],
  ] as const) {
    it(`reads “${text}” as ${String(time)}`, () => {
      assert.equal(parseTime(text), time)
    })
  }

  it('is written without what says nothing', () => {
    assert.deepEqual([0, 61, 61.5, 3600, 3723.045].map(formatTime), [
      '0:00',
      '1:01',
      '1:01.5',
      '1:00:00',
      '1:02:03.045',
    ])
  })
})

describe('parts on the time line', () => {
  it('stay within the video and hold time, wherever an end is moved', () => {
    const moves = fc.array(fc.tuple(fc.constantFrom('from', 'to'), fc.double({ min: -100, max: 200, noNaN: true })), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(moves, fc.double({ min: 1, max: 100, noNaN: true }), (made, duration) => {
        let parts = addPart([], 0, duration, duration)
        for (const [edge, to] of made) parts = moveEdge(parts, 0, edge as 'from' | 'to', to, duration)
        const [from, to] = parts[0]!
        assert.isTrue(from >= 0 && to <= duration && from < to, `${from.toString()} ${to.toString()}`)
      }),
    )
  })

  it('are drawn in either direction, and a mere press makes ten seconds', () => {
    assert.deepEqual(addPart([], 9, 3, 60), [[3, 9]])
    assert.deepEqual(addPart([], 5, 5, 60), [[5, 15]])
    assert.deepEqual(addPart([], 58, 58, 60), [[50, 60]])
  })

  it('are moved by keys: 1 s, 0.1 s with Shift, 10 s by page keys, and to both ends', () => {
    const move = (key: string, isFine = false) => keyTarget(key, isFine, 20, 60)
    assert.deepEqual(
      ['ArrowRight', 'ArrowLeft', 'PageUp', 'PageDown', 'Home', 'End', 'a'].map((key) => move(key)),
      [21, 19, 30, 10, 0, 60, null],
    )
    assert.equal(move('ArrowRight', true), 20.1)
  })
})
