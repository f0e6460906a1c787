import { LessonPlayerElement } from './element/lesson-player-element.js'

// On a server there is nothing to register with; the page that it renders does it.
if (typeof window !== 'undefined') LessonPlayerElement.define()
