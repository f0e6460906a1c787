import { ENGLISH } from './first-messages.js'
import type { Messages } from './messages.js'

/** What the list of what counts says in English. */
export const englishWhatCounts = {
  ...ENGLISH,
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
  notReachable: 'Watch what comes before it first',
  checking: 'Checking what counts …',
  checkFailed: 'This can’t be checked right now.',
  reasons: {
    preview: 'This was a preview.',
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
} satisfies Partial<Messages>
