import { PROBLEMS, isProblemCode } from '@enhancedhr/protocol'
import type { ReactiveControllerHost } from 'lit'
import type { LessonListener, LessonSettings } from '../lesson/lesson-ports.js'
import type { NoticeController } from './status/notice-controller.js'
import type { SyncDisplayController } from './status/sync-display-controller.js'
import { toLearnerProgress, toLessonInfo } from './learner-progress.js'
import { dispatchHostEvent } from './dispatch-host-event.js'
import type { Labels, Words } from '../i18n/messages.js'

/** The parts of the element that hear of the lesson, and what it is asked. */
export interface HostParts {
  settings(): LessonSettings
  word<K extends keyof Labels>(key: K): Words[K]
  readonly notice: NoticeController
  readonly syncing: SyncDisplayController
}

/** Tells the page what happens to the lesson, as the element's own events, and the learner what concerns them. */
export function hostListener(
  element: Element & ReactiveControllerHost,
  { settings, word, notice, syncing }: HostParts,
): LessonListener {
  return {
    settings,
    changed: () => element.requestUpdate(),
    ready: ({ lesson, progress }) =>
      dispatchHostEvent(element, 'ehr-ready', { lesson: toLessonInfo(lesson), progress: toLearnerProgress(progress) }),
    progress: (progress) => {
      syncing.acknowledged()
      element.requestUpdate()
      dispatchHostEvent(element, 'ehr-progress', { progress: toLearnerProgress(progress) })
    },
    completed: (lessonId, { completed_at: completedAt }) =>
      dispatchHostEvent(element, 'ehr-complete', { lessonId, completedAt }),
    sync: (status) => {
      syncing.read(status)
      element.requestUpdate()
      dispatchHostEvent(element, 'ehr-sync', { ...status })
    },
    trouble: ({ code, retryable, fatal, retryAfter, detail }) => {
      const title = isProblemCode(code) ? PROBLEMS[code].title : `The handler answered ${code}.`
      const message = detail === undefined ? title : `${title} ${detail}`
      // Only who builds the page can fix it.
      if (code === 'misconfigured' || code === 'player_outdated') console.error(`<${element.localName}> ${message}`)
      dispatchHostEvent(element, 'ehr-error', { code, retryable, fatal, retryAfter, message })
    },
    quality: (change) => dispatchHostEvent(element, 'ehr-quality', change),
    seekDenied: (denial) => {
      notice.tell(word('seekDenied'))
      dispatchHostEvent(element, 'ehr-seek-denied', denial)
    },
    rateDenied: (maxRate) => notice.tell(word('rateDenied')(maxRate)),
    correctionsStopped: (property) =>
      console.warn(`The page sets ${property} again after each correction and is left alone.`),
  }
}
