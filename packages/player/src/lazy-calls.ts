/** Loads what asks the handler to explain a lesson. */
export const loadExplanation = () => import('./lesson/explain-lesson.js')

/** Loads what reads a lesson's captions as text. */
export const loadCaptionReader = () => import('./element/create-caption-reader.js')

/** Loads the transcript that a player shows by itself. */
export const loadTranscriptPart = () => import('./element/layers/transcript-part.js')
