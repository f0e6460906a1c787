/** Loads what reads a lesson's captions as text. */
export const loadCaptionReader = () => import('./lesson/lesson-captions.js')
