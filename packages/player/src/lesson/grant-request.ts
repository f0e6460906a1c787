import { PLAYER_VERSION } from '../version.js'

/** The request for the grant of a lesson. */
export function grantRequest(lessonId: string): { readonly path: string; readonly body: object } {
  return {
    path: '/v1/sessions',
    body: { lesson_id: lessonId, client: { name: 'ehr-lesson-player', version: PLAYER_VERSION } },
  }
}
