import { ownValue } from '@enhancedhr/protocol'
import type { Acknowledgement, Grant, LessonProgress, WireReport } from '@enhancedhr/protocol/wire'
import { isCountedElsewhere } from '../core/reporting/counted-elsewhere.js'
import { notify } from '../notify.js'

/** Hears of progress. */
export interface ProgressListener {
  progress(progress: LessonProgress): void
  /** At most once for each lesson and attempt, and only when an acknowledgement turned it. */
  completed(lessonId: string, progress: LessonProgress): void
}

/** Holds the newest progress that the server reported of the lesson that is on. */
export class ProgressStore {
  #listener: ProgressListener
  #lessonId: string | undefined
  #current: LessonProgress | undefined
  /** Lessons and attempts whose completion was reported. */
  #reported = new Set<string>()
  #sessionId: string | undefined
  #countedElsewhere = false

  constructor(listener: ProgressListener) {
    this.#listener = listener
  }

  get current(): LessonProgress | undefined {
    return this.#current
  }

  /** Most of what the newest answer about this session judged was counted in another one. */
  get countedElsewhere(): boolean {
    return this.#countedElsewhere
  }

  begin({ session_id: sessionId, lesson, progress }: Grant): void {
    this.#sessionId = sessionId
    this.#countedElsewhere = false
    this.#lessonId = lesson.id
    this.#current = progress
    if (progress.completed) this.#reported.add(keyOf(lesson.id, progress))
  }

  acknowledged(acknowledgement: Acknowledgement, reports: readonly WireReport[]): void {
    if (this.#lessonId === undefined) return
    for (const result of acknowledgement.results) {
      const report = reports[result.index]
      if (!report || report.session_id !== this.#sessionId) continue
      this.#countedElsewhere = isCountedElsewhere(report, result) ?? this.#countedElsewhere
    }
    const lessonId = this.#lessonId
    const progress = ownValue(acknowledgement.progress, lessonId)
    // Evidence of an earlier attempt may still be on its way.
    if (!progress || progress.attempt < (this.#current?.attempt ?? 0)) return
    this.#current = progress
    notify(() => this.#listener.progress(progress))
    const key = keyOf(lessonId, progress)
    if (!progress.completed || this.#reported.has(key)) return
    this.#reported.add(key)
    this.#listener.completed(lessonId, progress)
  }

  /** Another lesson comes: answers about this one are not used any more. */
  forget(): void {
    this.#lessonId = this.#sessionId = this.#current = undefined
    this.#countedElsewhere = false
  }
}

function keyOf(lessonId: string, { attempt }: LessonProgress): string {
  return `${lessonId} ${attempt}`
}
