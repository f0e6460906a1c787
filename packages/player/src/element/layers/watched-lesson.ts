import { isSameDuration, toMilliseconds } from '@enhancedhr/protocol'
import { toCompletionRule } from '../../core/gaps/lesson-rule.js'
import type { WatchedLesson } from '../../core/gaps/still-missing.js'
import type { LayerContext } from './layer-context.js'

/** The lesson that is on as far as it is watched, here or acknowledged; `null` before its grant. */
export function watchedLesson({ element, session }: LayerContext): WatchedLesson | null {
  const lesson = session.grant?.lesson
  if (!lesson) return null
  const stored = toMilliseconds(lesson.duration)
  const played = Number.isFinite(element.duration) ? toMilliseconds(element.duration) : stored
  // The server reads the end of a video in the same way.
  const duration = isSameDuration(stored, played) ? Math.min(stored, played) : stored
  return { watched: session.watched, duration, rule: toCompletionRule(lesson.completion) }
}
