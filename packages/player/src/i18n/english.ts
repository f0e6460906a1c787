import { firstMessages } from './first-messages.js'
import type { Messages } from './messages.js'

/** What the element says in English. */
export const english: Messages = {
  ...firstMessages,
  retryNow: 'Try now',
  retrying: 'Trying …',
  countdown: (seconds) => (seconds > 0 ? `Trying again in ${seconds} s` : 'Trying …'),
  noAccess: {
    title: 'This lesson is not open to you',
    text: 'Ask whoever runs your course to give you access.',
  },
  notFound: {
    title: 'This lesson is not here',
    text: 'It may have been moved or taken down.',
  },
  notReady: {
    title: 'This lesson is being prepared',
    text: 'Its video is not ready yet. It starts by itself as soon as it is.',
  },
  signedOut: {
    title: 'You are signed out',
    text: 'Sign in again to watch this lesson. What you have watched is safe.',
  },
  manyRequests: {
    title: 'One moment, please',
    text: 'There were many requests in a short time. The lesson opens by itself.',
  },
  busy: {
    title: 'A lot is going on right now',
    text: 'The lesson opens by itself as soon as there is room.',
  },
  unreachable: {
    title: 'The lesson cannot be reached',
    text: 'Please check your connection. The lesson opens by itself once it is back.',
  },
  interrupted: {
    title: 'The connection is gone',
    text: 'The lesson goes on by itself once it is back. What you have watched is safe.',
  },
  accessLapsed: {
    title: 'This lesson was open for a while',
    text: 'Its access has run out. Try again to go on from here.',
  },
  unsupported: {
    title: 'This browser cannot play the video',
    text: 'Please use a current version of Chrome, Edge, Firefox or Safari.',
  },
  broken: {
    title: 'Something went wrong',
    text: 'The lesson could not be opened. If this happens again, please contact whoever runs your course.',
  },
  seekDenied: 'You can skip ahead only in what you have already watched.',
  rateDenied: (maxRate) => `This lesson plays at up to ${maxRate.toLocaleString('en')} times the speed.`,
  syncSaved: 'Saved',
  syncSaving: 'Saving …',
  syncWaiting: 'Your progress is kept on this device and sent soon.',
  syncOffline: 'No connection. Your progress is kept on this device until the network returns.',
  syncParked: 'Sign in to save your progress. Until then it is kept on this device.',
  syncUnkept: 'Your progress cannot be kept on this device. Leave this page open until it is saved.',
  syncParkedUnkept: 'Sign in to save your progress. This device cannot keep it, so leave this page open.',
  countedElsewhere: 'This time is being counted in another window.',
}
