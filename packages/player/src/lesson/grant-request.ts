import { PLAYER_VERSION } from '../version.js'

/** The request for the grant of a lesson; `preview`: for somebody who manages it and only looks at it. */
export function grantRequest(lessonId: string, preview: boolean): { readonly path: string; readonly body: object } {
  return {
    path: '/v1/sessions',
    body: {
      lesson_id: lessonId,
      client: { name: 'ehr-lesson-player', version: PLAYER_VERSION },
      ...(preview && { preview }),
    },
  }
}
