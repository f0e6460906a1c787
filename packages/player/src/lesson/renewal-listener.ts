import type { Playback } from '@enhancedhr/protocol/wire'
import type { PlaybackAdapter } from '../playback/playback-adapter.js'
import type { RememberedMedia } from '../playback/media/remembered-media.js'
import type { Reporting } from '../ports.js'
import type { LessonListener, LessonPorts } from './lesson-ports.js'
import type { PlaybackErrors } from './playback-errors.js'
import type { RenewalPorts } from './renewal-controller.js'

/** What fresh tokens are for. */
export interface RenewedLesson {
  readonly ports: LessonPorts
  readonly listener: LessonListener
  readonly media: RememberedMedia
  readonly troubles: PlaybackErrors
  reporting(): Reporting | undefined
  adapter(): PlaybackAdapter | undefined
  signed(playback: Playback): void
  reopen(): void
}

/** Lets the tokens of a lesson's session be renewed: hands fresh ones on, and holds or ends playing where there are none. */
export function lessonRenewal({ ports, listener, media, troubles, ...lesson }: RenewedLesson): RenewalPorts {
  const { clock, random, page } = ports
  return {
    ...{ clock, random, page },
    wanted: () => !media.paused && !media.current?.ended,
    changed: () => listener.changed(),
    renewed({ session_id: sessionId, session_age: age, playback }, goodFor) {
      troubles.renewed()
      lesson.signed(playback)
      lesson.reporting()?.correctSessionAge(sessionId, age * 1000)
      const { stream, poster, storyboard } = playback.urls
      const isOurs = listener.settings().poster === null
      lesson.adapter()?.renew({ stream, storyboard, poster: isOurs ? poster : null }, goodFor)
    },
    hold: () => media.hold(),
    release: () => media.release(),
    troubled: (trouble) => listener.trouble({ ...trouble, fatal: false }),
    ended({ code }) {
      media.hold()
      troubles.fail(code, 'ended')
      void lesson.reporting()?.flush()
    },
    reopen: () => lesson.reopen(),
  }
}
