import type { LabelsOf, Translation } from '@enhancedhr/element-kit'

/**
 * Everything that the transcript says to a learner. English is in `transcript/english.ts`, so that the transcript can do without the player; the
 * other languages have it beside the player's words, in `i18n`.
 */
export interface TranscriptMessages extends Translation {
  /** Name of the region and its heading. */
  transcript: string
  transcriptLoading: string
  /** There are no captions. */
  transcriptNone: string
  transcriptFailed: string
  transcriptRetry: string
  /** A button where nothing is loaded before somebody asks for it. */
  transcriptShow: string
  /** Name of the search field. */
  transcriptSearch: string
  transcriptPrevious: string
  transcriptNext: string
  /** Which match the learner is at, from 1, and how many there are. */
  transcriptMatch: (match: string, count: string) => string
  transcriptNoMatch: string
  /** A button that is pressed while the text follows the video. */
  transcriptFollow: string
  /** Name of the menu of languages. */
  transcriptLanguage: string
  /** Said after a line that counts as watched. */
  transcriptWatched: string
}

/** The words that a host may replace, one by one. */
export type TranscriptLabels = LabelsOf<TranscriptMessages>
