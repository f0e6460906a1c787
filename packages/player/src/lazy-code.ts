import type { LessonHost } from './element/lesson-host.js'
import type { LoadedLesson } from './element/loaded-lesson.js'
import { loadMuxPlayer } from './playback/mux/load-mux-player.js'

/** Loads the player that a lesson is played with. A failure is not kept: the next call tries again. */
export const loadPlayerCode: () => Promise<unknown> = loadMuxPlayer

/** Loads everything that a lesson needs besides its player. */
export const loadLessonCode: () => Promise<{ createLesson(host: LessonHost): LoadedLesson }> = () =>
  import('./composition.js')
