import { assert } from 'chai'
import fc from 'fast-check'
import { DEFAULT_RULE, judgeCompletion } from '../../src/rules/completion.js'
import { DEFAULT_COURSE_RULE } from '../../src/rules/course-completion.js'
import { checkCourseRule, checkLessonRule, type LessonRuleDraft, RULE_FAULTS } from '../../src/rules/rule-check.js'
import { fromUnordered } from '../../src/segment-set.js'

const LESSON = 600_000
const READY = { duration: LESSON, quizConfigured: false }
const draft = (changes: Partial<LessonRuleDraft>): LessonRuleDraft => ({ ...DEFAULT_RULE, ...changes })
const required = (...requiredSegments: [number, number][]) => draft({ requiredSegments })

describe('whether a lesson’s rule can be met', () => {
  it('finds nothing wrong with the default', () => {
    assert.deepEqual(checkLessonRule(DEFAULT_RULE, READY), { faults: [], unchecked: [] })
    assert.deepEqual(checkLessonRule(DEFAULT_RULE, { ...READY, duration: null }), { faults: [], unchecked: [] })
  })

  it('refuses a rule that asks for nothing, and a quiz alone', () => {
    for (const thresholdPerMille of [null, 0]) {
      const nothing = draft({ thresholdPerMille, quizRequired: true })
      assert.deepEqual(checkLessonRule(nothing, { ...READY, quizConfigured: true }).faults, [{ code: 'no_criterion' }])
    }
  })

  it('refuses a threshold of more than all', () => {
    assert.deepEqual(checkLessonRule(draft({ thresholdPerMille: 1000 }), READY).faults, [])
    const { faults } = checkLessonRule(draft({ thresholdPerMille: 1001 }), READY)
    assert.deepEqual(faults, [{ code: 'threshold_out_of_range' }])
  })

  it('finds a video that is too short to be credited', () => {
    const { faults } = checkLessonRule(DEFAULT_RULE, { ...READY, duration: 39 })
    assert.deepEqual(faults, [{ code: 'video_too_short' }])
    assert.deepEqual(checkLessonRule(DEFAULT_RULE, { ...READY, duration: 40 }).faults, [])
  })

  it('names the required segment that lies beyond the video or holds no time', () => {
    const { faults } = checkLessonRule(required([0, 1_000], [590_000, 620_000], [5, 5], [700_000, 710_000]), READY)
    assert.deepEqual(faults, [
      { code: 'segment_beyond_duration', index: 1 },
      { code: 'segment_empty', index: 2 },
      { code: 'segment_beyond_duration', index: 3 },
    ])
  })

  it('lets a required segment reach beyond the video as far as a verdict forgives', () => {
    assert.deepEqual(checkLessonRule(required([590_000, 600_500]), READY).faults, [])
    assert.lengthOf(checkLessonRule(required([590_000, 600_527]), READY).faults, 1)
  })

  it('reports that required segments wait for the duration', () => {
    const check = checkLessonRule(required([590_000, 620_000]), { ...READY, duration: null })
    assert.deepEqual(check, { faults: [], unchecked: ['duration'] })
  })

  it('refuses to ask for a quiz that the lesson does not have', () => {
    const asked = draft({ quizRequired: true })
    assert.deepEqual(checkLessonRule(asked, READY).faults, [{ code: 'quiz_not_configured' }])
    assert.deepEqual(checkLessonRule(asked, { ...READY, quizConfigured: true }).faults, [])
  })

  it('finds no fault exactly where watching everything completes the lesson in the mode `all`', () => {
    const segment = fc.tuple(fc.integer({ min: 0, max: 900_000 }), fc.integer({ min: 1, max: 90_000 }))
    fc.assert(
      fc.property(
        fc.array(segment, { minLength: 1, maxLength: 1 }),
        fc.integer({ min: 1, max: 1_000 }),
        (pairs, share) => {
          const requiredSegments = pairs.map(([from, length]) => [from, from + length] as const)
          const asked = { ...draft({ thresholdPerMille: share, requiredSegments }), mode: 'all' as const }
          const facts = { watched: [[0, LESSON]] as const, duration: LESSON, end: null, quizPassed: true }
          const { completed } = judgeCompletion({ ...asked, requiredSegments: fromUnordered(requiredSegments) }, facts)
          assert.equal(checkLessonRule(asked, READY).faults.length === 0, completed)
        },
      ),
    )
  })
})

describe('whether a course’s rule can be met', () => {
  const lessons = [{ required: true, duration: LESSON }]
  const facts = { lessons, assessmentConfigured: false }
  const course = (changes: Partial<typeof DEFAULT_COURSE_RULE>) => ({ ...DEFAULT_COURSE_RULE, ...changes })

  it('finds nothing wrong with required lessons alone', () => {
    assert.deepEqual(checkCourseRule(DEFAULT_COURSE_RULE, facts), { faults: [], unchecked: [] })
  })

  it('refuses a course whose lessons are all optional and that asks for nothing else', () => {
    const optional = { ...facts, lessons: [{ required: false, duration: LESSON }] }
    assert.deepEqual(checkCourseRule(DEFAULT_COURSE_RULE, optional).faults, [{ code: 'no_criterion' }])
  })

  it('refuses a minimum seat time above twice all lessons together', () => {
    assert.deepEqual(checkCourseRule(course({ minimumSeatTime: 2 * LESSON }), facts).faults, [])
    const { faults } = checkCourseRule(course({ minimumSeatTime: 2 * LESSON + 1 }), facts)
    assert.deepEqual(faults, [{ code: 'seat_time_too_long' }])
  })

  it('waits for durations and lessons that are not there yet', () => {
    const growing = { ...facts, lessons: [...lessons, { required: true, duration: null }] }
    assert.deepEqual(checkCourseRule(course({ minimumSeatTime: 3 * LESSON }), growing), {
      faults: [],
      unchecked: ['duration'],
    })
    assert.deepEqual(checkCourseRule(course({ minimumSeatTime: 2 * LESSON }), growing).unchecked, [])
    const empty = { ...facts, lessons: [] }
    assert.deepEqual(checkCourseRule(DEFAULT_COURSE_RULE, empty), { faults: [], unchecked: ['lessons'] })
    assert.deepEqual(checkCourseRule(course({ minimumSeatTime: 1 }), empty).unchecked, ['lessons'])
  })

  it('refuses to ask for a final assessment that the course does not have', () => {
    const asked = course({ assessmentRequired: true })
    assert.deepEqual(checkCourseRule(asked, facts).faults, [{ code: 'assessment_not_configured' }])
    assert.deepEqual(checkCourseRule(asked, { ...facts, assessmentConfigured: true }).faults, [])
  })

  it('has a sentence for every fault', () => {
    for (const words of Object.values(RULE_FAULTS)) assert.match(words, /^[A-Z].*\.$/)
  })
})
