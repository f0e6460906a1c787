import type { NoticeController } from '@enhancedhr/element-kit'
import { playerProblem } from '@enhancedhr/protocol'
import type { ReactiveControllerHost } from 'lit'
import type { PlayerLocalization } from '../../i18n/localization.js'
import type { LessonListener } from '../../lesson/lesson-ports.js'
import type { RestrictionListener } from '../../lesson/playback-restrictions.js'
import { dispatchHostEvent } from '../dispatch-host-event.js'
import type { TranscriptPanel } from '../layers/transcript-panel.js'
import { toLearnerProgress, toLessonInfo } from '../learner-progress.js'
import type { SyncDisplayController } from './sync-display-controller.js'

/** Dispatches what happens to the lesson as the element's own events, and shows the learner how evidence stands. */
export function lessonEvents(
  element: Element & ReactiveControllerHost & { readonly ended: boolean },
  syncing: SyncDisplayController,
  transcript: TranscriptPanel,
  showCompleted: () => void,
): LessonListener {
  return {
    changed: () => element.requestUpdate(),
    ready: ({ lesson, progress }) =>
      dispatchHostEvent(element, 'ehr-ready', { lesson: toLessonInfo(lesson), progress: toLearnerProgress(progress) }),
    progress: (progress) => {
      syncing.acknowledged()
      element.requestUpdate()
      dispatchHostEvent(element, 'ehr-progress', { progress: toLearnerProgress(progress) })
    },
    completed: (lessonId, { completed_at: completedAt }) => {
      // At the end there is a panel that says so.
      if (!element.ended) showCompleted()
      dispatchHostEvent(element, 'ehr-complete', { lessonId, completedAt })
    },
    sync: (status) => {
      syncing.read(status)
      element.requestUpdate()
      dispatchHostEvent(element, 'ehr-sync', { ...status })
    },
    error: ({ code, retryable, fatal, retryAfter, detail }) => {
      const title = playerProblem(code)?.title
      const message = [title, detail].filter(Boolean).join(' ') || `The handler answered ${code}.`
      // Only the developers of the page can fix it.
      if (code === 'misconfigured' || code === 'player_outdated') console.error(`<${element.localName}> ${message}`)
      dispatchHostEvent(element, 'ehr-error', { code, retryable, fatal, retryAfter, message })
    },
    action: (action) => {
      if (action === 'transcript') transcript.ask()
    },
    quality: (change) => dispatchHostEvent(element, 'ehr-quality', change),
  }
}

/** Shows the learner why something was not granted. */
export function restrictionNotices(
  element: Element,
  notice: NoticeController,
  localization: PlayerLocalization,
): RestrictionListener {
  return {
    seekDenied: (denial) => {
      notice.show(localization.message('seekDenied'))
      dispatchHostEvent(element, 'ehr-seek-denied', denial)
    },
    rateDenied: (maxRate) => notice.show(localization.formatter('rateDenied')(maxRate)),
    correctionsStopped: (property) =>
      console.warn(`The page sets ${property} again after each correction and is left alone.`),
  }
}
