import type { Course, Lesson, LessonProgress } from '@enhancedhr/protocol/wire'

/** A learner's progress in a lesson, as the pages show it. Times in seconds. */
export interface Standing {
  readonly watchedSegments: readonly (readonly [number, number])[]
  readonly watchedSeconds: number
  /** 0 to 100, one decimal, rounded down. */
  readonly percent: number
  readonly completed: boolean
}

export interface LessonView {
  readonly id: string
  readonly title: string
  readonly duration: number
  readonly required: boolean
  readonly poster: string | null
  readonly chapters: readonly { readonly title: string; readonly from: number }[]
  /** Share of the duration that completes the lesson, 0 to 1, or `null`. */
  readonly threshold: number | null
  readonly requiredSegments: readonly (readonly [number, number])[]
  readonly standing: Standing
}

export interface CourseView {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly lessons: readonly LessonView[]
}

/** Reads the answer of `GET /v1/courses/:id`. */
export function readCourse(course: Course): CourseView {
  const { id, title, description } = course
  return { id, title, description, lessons: course.lessons.map(readLesson) }
}

function readLesson(lesson: Lesson): LessonView {
  const { id, title, required, poster, chapters, completion } = lesson
  return {
    id,
    title,
    required,
    poster,
    chapters,
    duration: lesson.duration ?? 0,
    threshold: completion.threshold ?? null,
    requiredSegments: completion.required_segments,
    standing: readStanding(lesson.progress),
  }
}

function readStanding(progress: LessonProgress): Standing {
  const { watched_segments, watched_seconds, percent, completed } = progress
  return { watchedSegments: watched_segments, watchedSeconds: watched_seconds, percent, completed }
}

/** The course with one lesson's progress replaced. */
export function withStanding(course: CourseView, lessonId: string, standing: Standing): CourseView {
  const lessons = course.lessons.map((lesson) => (lesson.id === lessonId ? { ...lesson, standing } : lesson))
  return { ...course, lessons }
}

/** The lesson to go on with: the first that is not completed, else the first. */
export function nextLesson(course: CourseView): LessonView | undefined {
  return course.lessons.find(({ standing }) => !standing.completed) ?? course.lessons[0]
}

/** The lesson that follows this one in the course. */
export function lessonAfter(course: CourseView, lessonId: string): LessonView | undefined {
  const index = course.lessons.findIndex(({ id }) => id === lessonId)
  return index < 0 ? undefined : course.lessons[index + 1]
}

/** What the head of the course shows. */
export interface CourseStanding {
  readonly percent: number
  readonly completedLessons: number
  readonly completed: boolean
}

/** Adds the lessons up as the handler does: the mean of the required ones, rounded down. */
export function courseStanding(course: CourseView): CourseStanding {
  const required = course.lessons.filter((lesson) => lesson.required)
  const sum = required.reduce((total, { standing }) => total + standing.percent, 0)
  const completedLessons = required.filter(({ standing }) => standing.completed).length
  return {
    percent: required.length > 0 ? sum / required.length : 0,
    completedLessons,
    completed: required.length > 0 && completedLessons === required.length,
  }
}
