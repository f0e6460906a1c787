import { assert } from 'chai'
import {
  type CourseFacts,
  type CourseRule,
  DEFAULT_COURSE_RULE,
  judgeCourse,
} from '../../src/rules/course-completion.js'

const done = { required: true, completed: true }
const open = { required: true, completed: false }
const optional = { required: false, completed: false }
const judge = (rule: Partial<CourseRule>, facts: Partial<CourseFacts>) =>
  judgeCourse({ ...DEFAULT_COURSE_RULE, ...rule }, { lessons: [], assessmentPassed: false, seatTime: 0, ...facts })

describe('course completion', () => {
  it('asks for every required lesson, and for no other', () => {
    assert.isTrue(judge({}, { lessons: [done, optional, done] }).completed)
    assert.isFalse(judge({}, { lessons: [done, open] }).completed)
  })

  it('asks for the final assessment besides the lessons, where there is one', () => {
    assert.isFalse(judge({ assessmentRequired: true }, { lessons: [done] }).completed)
    assert.isFalse(judge({ assessmentRequired: true }, { lessons: [open], assessmentPassed: true }).completed)
    assert.isTrue(judge({ assessmentRequired: true }, { lessons: [done], assessmentPassed: true }).completed)
  })

  it('asks for the minimum seat time to the millisecond', () => {
    const rule = { minimumSeatTime: 60_000 }
    assert.isFalse(judge(rule, { lessons: [done], seatTime: 59_999 }).completed)
    assert.isTrue(judge(rule, { lessons: [done], seatTime: 60_000 }).completed)
  })

  it('is never reached by a course that asks for nothing', () => {
    assert.deepEqual(judge({}, { assessmentPassed: true, seatTime: 1 }), { completed: false, requirements: [] })
    assert.isFalse(judge({}, { lessons: [{ required: false, completed: true }] }).completed)
  })

  it('lists each requirement and whether it is met', () => {
    const rule = { assessmentRequired: true, minimumSeatTime: 1_000 }
    assert.deepEqual(judge(rule, { lessons: [done], seatTime: 999 }).requirements, [
      { kind: 'lessons', met: true },
      { kind: 'assessment', met: false },
      { kind: 'seat_time', met: false },
    ])
  })
})
