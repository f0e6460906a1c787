import type { Translation } from '@enhancedhr/element-kit'
import type { Messages } from './messages.js'

type First = Pick<Messages, 'lesson' | 'loading' | 'playbackFailed' | 'retry' | 'start'> & Translation

/** The language of what is said where another one lacks it. */
export const ENGLISH: Translation = { $code: 'en', $name: 'English', $dir: 'ltr' }

/** What the element says in English before the lesson's code is there. */
export const firstMessages: First = {
  ...ENGLISH,
  loading: 'Loading the lesson',
  lesson: 'Lesson',
  start: 'Start the lesson',
  retry: 'Try again',
  playbackFailed: {
    title: 'The video stopped',
    text: 'Try again to continue from here.',
  },
}
