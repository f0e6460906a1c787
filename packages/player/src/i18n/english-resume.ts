import { ENGLISH } from './first-messages.js'
import type { Messages } from './messages.js'

/** What the notice of where a lesson goes on says in English. */
export const englishResume = {
  ...ENGLISH,
  resumed: (at) => `Continuing at ${at}`,
  startOver: 'Start over',
} satisfies Partial<Messages>
