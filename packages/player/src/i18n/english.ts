import { englishControls } from './control-labels.js'
import { ENGLISH } from './first-messages.js'
import type { Messages } from './messages.js'

/**
 * What a lesson says in English besides the first messages, but for what is said where it is used: each part of that is loaded with it, and named
 * after it. Like every language it is loaded by itself.
 */
export const english = {
  ...ENGLISH,
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
  rateDenied: (maxRate) => `The fastest speed for this lesson is ${Math.round(maxRate * 100) / 100}×.`,
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
  lessonCompleted: 'Lesson completed',
  shareWatched: (percent) => `${percent} watched`,
  keysTitle: 'Keyboard shortcuts',
  captionSettings: 'Caption settings',
  speed: 'Speed',
  captions: 'Captions',
  quality: 'Quality',
  chapters: 'Chapters',
  transcript: 'Transcript',
  whatCounts: 'What counts?',
  seekPosition: (at, length) => `${at} of ${length}`,
  stretchCounted: (from, to) => `${from} to ${to}, watched`,
  stretchPending: (from, to) => `${from} to ${to}, being saved`,
  stretchOpen: (from, to) => `${from} to ${to}, not watched`,
  stretchRequired: (from, to) => `${from} to ${to}, not watched, required`,
} satisfies Partial<Messages>
