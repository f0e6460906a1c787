import type { Translation } from '@enhancedhr/element-kit'
import type { Messages } from './messages.js'

type First = Pick<Messages, 'lesson' | 'loading' | 'playbackFailed' | 'retry' | 'start'> & Translation

/** What the element says in English before the lesson's code is there. */
export const firstMessages: First = {
  $code: 'en',
  $name: 'English',
  $dir: 'ltr',
  loading: 'Loading the lesson',
  lesson: 'Lesson',
  start: 'Start the lesson',
  retry: 'Try again',
  playbackFailed: {
    title: 'The video stopped',
    text: 'Try again to continue from here.',
  },
}
