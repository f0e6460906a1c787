import type { ReactiveControllerHost } from 'lit'
import { CaptionReader } from '../lesson/lesson-captions.js'
import type { LessonSession } from '../lesson/lesson-session.js'
import { awaitGrant } from './await-grant.js'

/** Makes what reads the captions of an element's lesson; reading begins the lesson, unless it has begun. */
export function createCaptionReader(host: ReactiveControllerHost, session: LessonSession): CaptionReader {
  const { grants, playback } = session
  const granted = {
    get state() {
      return grants.state
    },
    start: () => session.start(),
  }
  return new CaptionReader({
    granted: () => awaitGrant(host, granted),
    address: () => playback.address,
  })
}
