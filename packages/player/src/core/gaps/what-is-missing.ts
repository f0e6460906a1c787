import { coveredMilliseconds } from '@enhancedhr/protocol'
import { stillMissing, type WatchedLesson } from './still-missing.js'

/** What a lesson lacks, in one line. `seconds`: rounded up. */
export type Missing =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'time'; readonly seconds: number }
  | { readonly kind: 'parts'; readonly count: number }
  | { readonly kind: 'quiz' }
  | { readonly kind: 'time-and-quiz'; readonly seconds: number }

/** Decides what stands at the end of a lesson that is not complete. */
export function whatIsMissing(lesson: WatchedLesson, isQuizPassed: boolean): Missing {
  const { required, parts, anywhere } = stillMissing(lesson)
  const seconds = Math.ceil((coveredMilliseconds(required) + anywhere) / 1000)
  const lacksQuiz = lesson.rule.quizRequired && !isQuizPassed
  if (parts === 0 && seconds === 0) return { kind: lacksQuiz ? 'quiz' : 'nothing' }
  if (lacksQuiz && seconds > 0) return { kind: 'time-and-quiz', seconds }
  return anywhere === 0 ? { kind: 'parts', count: parts } : { kind: 'time', seconds }
}
