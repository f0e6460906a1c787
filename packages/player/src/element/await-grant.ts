import type { Grant } from '@enhancedhr/protocol/wire'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { GrantState } from '../lesson/grant-state.js'
import { LessonCallError } from '../lesson/lesson-call-error.js'

/** A lesson as far as its grant goes. */
export interface GrantedSoon {
  readonly state: GrantState
  /** Begins, unless it has begun. */
  start(): void
}

/**
 * Resolves with the lesson's grant as soon as there is one, however often it is asked for until then. Rejects with
 * `LessonCallError` where only a person can help: it was refused, nobody is signed in, or there is nothing to ask for.
 */
export function awaitGrant(host: ReactiveControllerHost, lesson: GrantedSoon): Promise<Grant> {
  return new Promise((resolve, reject) => {
    const controller: ReactiveController = { hostUpdated: look }

    // Each change of the grant's state draws the element again.
    function look(): void {
      if (lesson.state.phase === 'idle') lesson.start()
      const { state } = lesson
      if (state.phase === 'asking' || state.phase === 'waiting') return
      host.removeController(controller)
      if (state.phase === 'granted') resolve(state.grant)
      else reject(errorOf(state))
    }

    host.addController(controller)
    look()
  })
}

function errorOf(state: GrantState): LessonCallError {
  if (state.phase === 'refused') return new LessonCallError(state.failure.code, state.failure)
  return new LessonCallError(state.phase === 'signed-out' ? 'unauthenticated' : 'misconfigured')
}
