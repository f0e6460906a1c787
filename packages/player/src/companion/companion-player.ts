import type { LessonPlayerElement } from '../index.js'

/** What a companion uses of its player: public members alone, because the two may be of different versions. */
export type CompanionPlayer = HTMLElement &
  Pick<LessonPlayerElement, 'captions' | 'currentTime' | 'lessonId' | 'loading' | 'progress' | 'textTracks'>
