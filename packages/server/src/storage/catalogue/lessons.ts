import type { LessonAccess } from '../../core/records/access-facts.js'
import type { CourseKey } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LessonKey, LessonRecord, PutLesson } from '../../core/records/lesson.js'
import type { LessonVideoKey } from '../../core/records/track.js'
import type { LessonStatusEvent } from '../../core/records/upload.js'
import type { ChangeConditions, PutLessonOutcome, Unchanged } from '../../core/records/revision.js'

/** The video of a lesson, by Mux's name. */
export interface CurrentVideo extends LessonVideoKey {
  readonly assetId: string
}

/** A video that an upload brought. */
export interface NewVideo {
  readonly playbackId: string
  /** Milliseconds. */
  readonly duration: number
  /** Who brought it. */
  readonly actorId: string
}

/** Reads and writes lessons and their videos. */
export interface Lessons {
  /** Creates or replaces a lesson, and queues an evaluation of its verdicts where rule, video or course changed. */
  put(lesson: PutLesson, conditions?: ChangeConditions): Promise<PutLessonOutcome>
  /** Gives a lesson that exists a new video; answers its version. */
  replaceVideo(lesson: LessonKey, video: NewVideo): Promise<number>
  /** No grants any more; evidence and verdicts stay. `null` where there is no such lesson. */
  archive(lesson: LessonKey, conditions?: ChangeConditions): Promise<'archived' | Unchanged | null>
  find(lesson: LessonKey): Promise<LessonRecord | null>
  /** The same with what ties the person to it, in one statement. */
  findFor(person: LearnerKey, lessonId: string): Promise<LessonAccess | null>
  /** The lessons of a course that are not archived, in order. */
  list(course: CourseKey): Promise<readonly LessonRecord[]>
  /** The same as `find`, and nobody else changes the lesson until the transaction ends. */
  hold(lesson: LessonKey): Promise<LessonRecord | null>
  /** Keeps Mux's name for the asset of a video, where none is known. */
  nameAsset(video: LessonVideoKey, assetId: string): Promise<void>
  /** Says that Mux does not have a lesson's video any more; `false` where the lesson has another by now, or it was said before. */
  loseVideo(video: LessonVideoKey, assetId: string): Promise<boolean>
  /** Current videos of lessons that are not archived, of all tenants, whose asset is known and was there; by asset. */
  listVideos(listing: { readonly after: string | null; readonly limit: number }): Promise<readonly CurrentVideo[]>
  /** Writes the outgoing event of a change of the lesson's status. */
  writeEvent(lesson: LessonKey, event: LessonStatusEvent): Promise<void>
  /** Frees videos that no lesson of their tenant has had for so many days; answers how many, up to a page. */
  endBindings(days: number): Promise<number>
}
