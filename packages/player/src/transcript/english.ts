import type { TranscriptMessages } from './messages.js'

/** What the transcript says in English. */
export const transcriptEnglish: TranscriptMessages = {
  $code: 'en',
  $name: 'English',
  $dir: 'ltr',
  transcript: 'Transcript',
  transcriptLoading: 'Loading the transcript',
  transcriptNone: 'This lesson has no transcript.',
  transcriptFailed: 'The transcript could not be loaded.',
  transcriptRetry: 'Try again',
  transcriptShow: 'Show transcript',
  transcriptSearch: 'Search the transcript',
  transcriptPrevious: 'Previous match',
  transcriptNext: 'Next match',
  transcriptMatch: (match, count) => `${match} of ${count}`,
  transcriptNoMatch: 'No matches',
  transcriptFollow: 'Follow',
  transcriptLanguage: 'Language',
  transcriptWatched: 'watched',
}
