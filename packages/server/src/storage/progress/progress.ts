import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { CourseProgressRecord, LessonProgressRecord, LessonWithProgress } from '../../core/records/progress.js'
import type { UncreditedRecord } from '../../core/records/uncredited.js'

/** Reads how learners stand. */
export interface Progress {
  /** Of the lesson's current video; a verdict earned on an earlier one stands. `attempt: null` is the current one. */
  readLesson(learner: LearnerKey, lesson: LessonRecord, attempt: number | null): Promise<LessonProgressRecord>
  /** `null` where there is no such course. */
  readCourse(learner: LearnerKey, courseId: string, attempt: number | null): Promise<CourseProgressRecord | null>
  /** Of several courses at once, each in the learner's current attempt; courses that do not exist are left out. */
  readCourses(learner: LearnerKey, courseIds: readonly string[]): Promise<readonly CourseProgressRecord[]>
  /** The lessons of a course that are not archived, in order, each with the learner's progress. */
  readCourseLessons(
    learner: LearnerKey,
    courseId: string,
    attempt: number | null,
  ): Promise<readonly LessonWithProgress[]>
  /** What was refused in the lesson's current video, by reason. */
  readUncredited(learner: LearnerKey, lesson: LessonRecord, attempt: number): Promise<readonly UncreditedRecord[]>
}
