import { judgeCourse } from '@enhancedhr/protocol'
import type { ProgressState } from './batch-state.js'
import { toCourseProgress, type CourseStandingRow } from '../rows/course-row.js'
import type { CourseProgressRecord } from '../../core/records/progress.js'
import type { VerdictRecord } from '../../core/records/verdict.js'

/** A learner's standing in a course after a batch, and whether the batch completed it. */
export interface CourseState {
  readonly progress: CourseProgressRecord
  readonly fresh: boolean
}

/** Works out how courses stand once the batch's lessons stand as `changed` says, and gives the verdicts that are due. */
export function standCourses(
  rows: readonly CourseStandingRow[],
  changed: readonly { readonly state: ProgressState; readonly isCurrentMedia: boolean; readonly playing: number }[],
  now: number,
): readonly CourseState[] {
  return rows.map((row) => {
    const lessons = row.lessons.map((lesson) => {
      const own = changed.filter(
        ({ state: { key } }) => key.lessonId === lesson.lesson_id && key.attempt === row.attempt,
      )
      const current = own.find(({ isCurrentMedia }) => isCurrentMedia)
      return {
        ...lesson,
        completed: own.length > 0 ? own[0]!.state.verdict.current?.completed === true : lesson.completed,
        percent_tenths: current ? current.state.percentTenths : lesson.percent_tenths,
        playing_ms: own.reduce((sum, { playing }) => sum + playing, lesson.playing_ms),
      }
    })
    return judgeCourseState(toCourseProgress({ ...row, lessons }), now)
  })
}

/** Gives a course's verdict where none stands yet and its rule is met. */
export function judgeCourseState(progress: CourseProgressRecord, now: number): CourseState {
  if (progress.verdict || !judgeCourse(progress.rule, progress).completed) return { progress, fresh: false }
  const verdict: VerdictRecord = {
    kind: 'earned',
    completed: true,
    ruleVersion: progress.ruleVersion,
    mediaVersion: null,
    decidedAt: new Date(now),
  }
  return { progress: { ...progress, verdict }, fresh: true }
}
