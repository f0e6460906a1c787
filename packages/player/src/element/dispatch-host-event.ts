import { dispatchHostEvent as dispatch } from '@enhancedhr/element-kit'
import type { LessonPlayerEventMap } from './events.js'

/** Dispatches one of the player's own events. */
export function dispatchHostEvent<Name extends keyof LessonPlayerEventMap>(
  element: EventTarget,
  name: Name,
  detail: LessonPlayerEventMap[Name]['detail'],
): void {
  dispatch<LessonPlayerEventMap, Name>(element, name, detail)
}
