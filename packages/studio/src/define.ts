import { LessonSettingsElement } from './element/lesson-settings-element.js'
import { LessonUploaderElement } from './element/lesson-uploader-element.js'

// One import line gives a page the elements and TypeScript their types.
export type * from './index.js'

// On a server there is nothing to register with; the page that it renders does it.
if (typeof window !== 'undefined') {
  LessonUploaderElement.define()
  LessonSettingsElement.define()
}
