import { ENGLISH } from './first-messages.js'
import type { Messages } from './messages.js'
import { plural } from './plural.js'

/** What the panel at the end says in English. */
export const englishEndPanel = {
  ...ENGLISH,
  completed: 'Completed',
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
} satisfies Partial<Messages>
