import { expect, it } from 'vitest'
import {
  courseStanding,
  lessonAfter,
  nextLesson,
  withStanding,
  type CourseView,
  type LessonView,
} from '../../../src/pages/course.js'

function lesson(id: string, percent: number, completed = false, required = true): LessonView {
  const standing = { watchedSegments: [], watchedSeconds: 0, percent, completed }
  return {
    id,
    title: id,
    duration: 10,
    required,
    poster: null,
    chapters: [],
    threshold: 0.9,
    requiredSegments: [],
    standing,
  }
}

const courseOf = (...lessons: LessonView[]): CourseView => ({ id: 'c', title: 'C', description: '', lessons })

it('adds up the required lessons alone', () => {
  const course = courseOf(lesson('a', 100, true), lesson('b', 50), lesson('c', 0, false, false))
  expect(courseStanding(course)).toEqual({ percent: 75, completedLessons: 1, completed: false })
})

it('is never completed without a lesson', () => {
  expect(courseStanding(courseOf())).toEqual({ percent: 0, completedLessons: 0, completed: false })
})

it('goes on with the first lesson that is not completed, else with the first', () => {
  expect(nextLesson(courseOf(lesson('a', 100, true), lesson('b', 0)))?.id).toBe('b')
  expect(nextLesson(courseOf(lesson('a', 100, true)))?.id).toBe('a')
  expect(nextLesson(courseOf())).toBeUndefined()
})

it('knows the lesson that follows another one', () => {
  const course = courseOf(lesson('a', 0), lesson('b', 0))
  expect(lessonAfter(course, 'a')?.id).toBe('b')
  expect(lessonAfter(course, 'b')).toBeUndefined()
  expect(lessonAfter(course, 'unknown')).toBeUndefined()
})

it('changes one lesson’s standing and leaves the others as they are', () => {
  const course = courseOf(lesson('a', 0), lesson('b', 0))
  const changed = withStanding(course, 'b', { ...lesson('b', 100, true).standing })
  expect(changed.lessons[0]).toBe(course.lessons[0])
  expect(changed.lessons[1]!.standing.completed).toBe(true)
})
