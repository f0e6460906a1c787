import type { CourseAccess } from '../../core/records/access-facts.js'
import type { CourseKey, CourseListing, CourseRecord, PutCourse } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { ChangeConditions, PutOutcome, Unchanged } from '../../core/records/revision.js'

/** Reads and writes courses and who owns them. */
export interface Courses {
  /**
   * Creates or replaces a course, and queues an evaluation of its verdicts where its rule changed. With `ownerId`, a new
   * course is that owner's.
   */
  put(course: PutCourse, conditions?: ChangeConditions): Promise<PutOutcome>
  /** No grants any more; evidence and verdicts stay. `null` where there is no such course. */
  archive(course: CourseKey, conditions?: ChangeConditions): Promise<'archived' | Unchanged | null>
  find(course: CourseKey): Promise<CourseRecord | null>
  /** The same with what ties the person to it, in one statement. */
  findFor(person: LearnerKey, courseId: string): Promise<CourseAccess | null>
  /** Courses by id, archived ones left out. */
  list(caller: LearnerKey, listing: CourseListing): Promise<readonly CourseRecord[]>
  /** Whether the owner owns the course; nobody changes its owners until the transaction ends. */
  holdOwner(course: CourseKey, ownerId: string): Promise<boolean>
}
