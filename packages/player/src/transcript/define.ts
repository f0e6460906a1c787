import { LessonTranscriptElement } from './transcript-element.js'

// One import line gives a page the element and TypeScript its types.
export type * from './index.js'

// On a server there is nothing to register with; the page that it renders does it.
if (typeof window !== 'undefined') LessonTranscriptElement.define()
