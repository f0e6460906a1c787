import { englishControls } from './control-labels.js'
import { formatRate } from './format.js'
import { firstMessages } from './first-messages.js'
import type { Messages } from './messages.js'
import { plural } from './plural.js'

/** What the element says in English. */
export const english: Messages = {
  ...firstMessages,
  controls: englishControls,
  retryNow: 'Try now',
  retrying: 'Trying …',
  countdown: (seconds) => (seconds > 0 ? `Trying again in ${seconds} s` : 'Trying …'),
  noAccess: {
    title: 'You don’t have access to this lesson',
    text: 'Ask your course organizer for access.',
  },
  notFound: {
    title: 'Lesson not found',
    text: 'It may have been moved or removed.',
  },
  notReady: {
    title: 'Almost ready',
    text: 'The video is still being processed. It will start automatically.',
  },
  signedOut: {
    title: 'You’re signed out',
    text: 'Sign in to watch this lesson.',
  },
  manyRequests: {
    title: 'Please wait a moment',
    text: 'Too many requests. We’ll try again automatically.',
  },
  busy: {
    title: 'We’re busy right now',
    text: 'The lesson will open as soon as possible.',
  },
  unreachable: {
    title: 'Can’t connect',
    text: 'Check your connection. We’ll keep trying.',
  },
  interrupted: {
    title: 'You’re offline',
    text: 'Playback resumes when you’re back online.',
  },
  accessLapsed: {
    title: 'Your session has expired',
    text: 'Try again to continue where you left off.',
  },
  unsupported: {
    title: 'This browser can’t play the video',
    text: 'Use a current version of Chrome, Edge, Firefox or Safari.',
  },
  broken: {
    title: 'Something went wrong',
    text: 'The lesson couldn’t be opened. If this keeps happening, contact your course organizer.',
  },
  progressSafe: 'Your progress is safe.',
  seekDenied: 'You can’t skip ahead here, only within what you’ve watched.',
  rateDenied: (maxRate) => `The fastest speed for this lesson is ${formatRate(maxRate, 'en')}.`,
  syncSaved: 'Saved',
  syncSaving: 'Saving …',
  syncWaiting: 'Saved on this device. Syncing soon.',
  syncOffline: 'You’re offline. Progress is saved on this device.',
  syncParked: 'Sign in to save your progress. It’s stored on this device for now.',
  syncUnkept: 'Keep this page open until your progress is saved.',
  syncParkedUnkept: 'Sign in to save your progress, and keep this page open until it’s saved.',
  countedElsewhere: 'Not counting here: another window is playing.',
  signIn: 'Sign in',
  close: 'Close',
  completed: 'Completed',
  lessonCompleted: 'Lesson completed',
  completing: 'That was everything. Saving your progress …',
  missingTime: (seconds) =>
    seconds < 60
      ? plural('en', seconds, {
          one: 'Watch {n} more second to complete',
          other: 'Watch {n} more seconds to complete',
        })
      : plural('en', Math.ceil(seconds / 60), {
          one: 'Watch {n} more minute to complete',
          other: 'Watch {n} more minutes to complete',
        }),
  missingParts: (count) =>
    plural('en', count, { one: 'Watch {n} required part to complete', other: 'Watch {n} required parts to complete' }),
  missingQuiz: 'Pass the quiz to complete',
  missingTimeAndQuiz: (seconds) =>
    seconds < 60
      ? plural('en', seconds, {
          one: 'Watch {n} more second and pass the quiz to complete',
          other: 'Watch {n} more seconds and pass the quiz to complete',
        })
      : plural('en', Math.ceil(seconds / 60), {
          one: 'Watch {n} more minute and pass the quiz to complete',
          other: 'Watch {n} more minutes and pass the quiz to complete',
        }),
  watchMissing: 'Watch what’s missing',
  replay: 'Replay',
  nextLesson: 'Next lesson',
  nextLessonIn: (seconds) =>
    plural('en', seconds, { one: 'Next lesson in {n} second', other: 'Next lesson in {n} seconds' }),
  stayHere: 'Stay here',
  resumed: (at) => `Continuing at ${at}`,
  startOver: 'Start over',
  shareWatched: (percent) => `${percent} watched`,
  requirementTime: (percent) => `Watch at least ${percent}`,
  requirementParts: 'Watch the required parts',
  requirementQuiz: 'Pass the quiz',
  oneIsEnough: 'One of these is enough',
  requirementMet: 'Done',
  requirementOpen: 'Not done yet',
  notWatched: 'Not watched yet',
  notCounted: 'Played, but not counted',
  everythingCounts: 'Everything you played counts.',
  stretch: (from, to) => `${from} to ${to}`,
  goThere: 'Go there',
  goTo: (at) => `Go to ${at}`,
  notReachable: 'Watch what comes before it first',
  checking: 'Checking what counts …',
  checkFailed: 'This can’t be checked right now.',
  reasons: {
    malformed: 'This was reported in a way that can’t be read.',
    n_reused: 'This was reported twice.',
    too_old: 'It reached us more than 35 days later.',
    token_window: 'Your access had expired.',
    hidden: 'The window was in the background.',
    muted: 'The sound was off.',
    reversed: 'The times reported don’t fit together.',
    out_of_bounds: 'It lies outside the video.',
    rate_cap: 'It was played faster than this lesson allows.',
    time_budget: 'More was played than fits into the time that passed.',
    already_charged: 'This time was already counted.',
    concurrent_session: 'This time was counted in another window.',
    too_short: 'It was shorter than a moment.',
    too_fragmented: 'It was one of very many short pieces.',
    other: 'It was not counted.',
  },
}
