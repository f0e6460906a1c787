import type { LearnerProgress } from '../element/learner-progress.js'
import type { LessonCaptions } from '../lesson/lesson-captions.js'

/** What a companion uses of its player: public members alone, because the two may be of different versions. */
export interface CompanionPlayer extends HTMLElement {
  captions(): Promise<LessonCaptions>
  /** In seconds. */
  currentTime: number
  readonly lessonId: string | null
  readonly loading: string
  readonly progress: LearnerProgress | null
  readonly textTracks: TextTrackList | null
}
