import type { LessonProgress } from '@enhancedhr/protocol/wire'

/** Calls the handler as a learner, past the player. */
export interface LearnerCalls {
  readonly token: string
  call(path: string, init?: { method?: string; body?: unknown }): Promise<Response>
  progress(lessonId: string): Promise<LessonProgress>
}

/** Signs a learner in at the demo. */
export async function signIn(origin: string, learnerId: string, enrol = true): Promise<LearnerCalls> {
  const answer = await fetch(`${origin}/dev/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ learner_id: learnerId, roles: ['learner'], enrol }),
  })
  const { token } = (await answer.json()) as { token: string }
  const call: LearnerCalls['call'] = (path, { method = 'GET', body } = {}) =>
    fetch(`${origin}/lessons-api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return {
    token,
    call,
    async progress(lessonId) {
      const answer = await call(`/lessons/${lessonId}/progress`)
      if (!answer.ok) throw new Error(`Progress was answered with ${answer.status}: ${await answer.text()}`)
      return (await answer.json()) as LessonProgress
    },
  }
}

/** The body of `POST /v1/sessions` as the player sends it. */
export function sessionRequest(lessonId: string): { method: string; body: unknown } {
  return { method: 'POST', body: { lesson_id: lessonId, client: { name: 'end-to-end test', version: '1.0.0' } } }
}
