/** What a player needs to show its transcript: the element, and how it is placed. */
export { LessonTranscriptElement } from '../../transcript/index.js'
export { transcriptPanelStyles } from './transcript-panel-styles.js'
