import type { GrantedLesson, Playback } from '@enhancedhr/protocol/wire'
import type { PlaybackSource } from '../playback/playback-adapter.js'

/** What an adapter plays of a granted lesson, as it is signed today. */
export function toPlaybackSource(
  { id: lessonId, title, course_title: courseTitle = null, chapters }: GrantedLesson,
  { urls: { stream, storyboard } }: Playback,
  more: Pick<PlaybackSource, 'early' | 'poster' | 'startTime'>,
): PlaybackSource {
  return { lessonId, title, courseTitle, stream, storyboard, chapters, ...more }
}
