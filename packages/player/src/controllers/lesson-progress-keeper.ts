import type { Acknowledgement, Grant, LessonProgress } from '@enhancedhr/protocol/wire'

/** What the keeper tells. */
export interface ProgressListener {
  progress(progress: LessonProgress): void
  /** At most once for each lesson, and only when an acknowledgement turned it. */
  completed(lessonId: string, progress: LessonProgress): void
}

/** Holds the newest progress that the server told of the lesson that is on. */
export class LessonProgressKeeper {
  #listener: ProgressListener
  #lessonId: string | undefined
  #current: LessonProgress | undefined
  /** Lessons whose completion needs no telling any more. */
  #told = new Set<string>()
  #sessionId: string | undefined
  #countedElsewhere = false

  constructor(listener: ProgressListener) {
    this.#listener = listener
  }

  get current(): LessonProgress | undefined {
    return this.#current
  }

  /** The newest answer about this session said that its time was charged to another one. */
  get countedElsewhere(): boolean {
    return this.#countedElsewhere
  }

  begin({ session_id: sessionId, lesson, progress }: Grant): void {
    this.#sessionId = sessionId
    this.#countedElsewhere = false
    this.#lessonId = lesson.id
    this.#current = progress
    if (progress.completed) this.#told.add(lesson.id)
  }

  acknowledged(acknowledgement: Acknowledgement): void {
    if (this.#lessonId === undefined) return
    const result = acknowledgement.results.findLast(({ session_id: sessionId }) => sessionId === this.#sessionId)
    if (result) this.#countedElsewhere = result.reasons.some(({ code }) => code === 'concurrent_session')
    const progress = acknowledgement.progress[this.#lessonId]
    // Evidence of an earlier attempt may still be on its way.
    if (!progress || progress.attempt < (this.#current?.attempt ?? 0)) return
    this.#current = progress
    this.#listener.progress(progress)
    if (!progress.completed || this.#told.has(this.#lessonId)) return
    this.#told.add(this.#lessonId)
    this.#listener.completed(this.#lessonId, progress)
  }

  /** Another lesson comes: answers about this one are not told any more. */
  forget(): void {
    this.#lessonId = this.#sessionId = this.#current = undefined
    this.#countedElsewhere = false
  }
}
