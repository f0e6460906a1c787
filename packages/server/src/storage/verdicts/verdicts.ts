import type { CourseRecord } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { ResultOutcome, TakenResult } from '../../core/records/result.js'
import type { VerdictDecision, VerdictHistory } from '../../core/records/verdict.js'
import type { Waiver, WaiverOutcome } from '../../core/records/waiver.js'

/** Takes what people decide outside the ledger, and evaluates what that makes true. */
export interface Verdicts {
  /** Keeps a result once, and gives the verdicts that it makes true, in one transaction. */
  recordQuizResult(learner: LearnerKey, lesson: LessonRecord, result: TakenResult): Promise<ResultOutcome>
  recordAssessmentResult(learner: LearnerKey, courseId: string, result: TakenResult): Promise<ResultOutcome>
  /** Waives or revokes a completion; what it makes true of the course is evaluated in the same transaction. */
  decideLesson(learner: LearnerKey, lesson: LessonRecord, decision: VerdictDecision): Promise<VerdictHistory>
  decideCourse(learner: LearnerKey, course: CourseRecord, decision: VerdictDecision): Promise<VerdictHistory>
  /** Records completions of one learner that were earned elsewhere, in one transaction; one outcome each, in order. */
  recordWaivers(learner: LearnerKey, courseId: string, waivers: readonly Waiver[]): Promise<readonly WaiverOutcome[]>
  /** Evaluates a page of learners again where a rule or a video changed; `null` when nothing was due. */
  evaluateDue(): Promise<{ readonly evaluated: number } | null>
}
