import { dispatchHostEvent as dispatch } from '@enhancedhr/element-kit'
import type { LessonPlayerEventMap } from './events.js'

/** Dispatches one of the player's own events; `false`: it is cancelable, and the host has cancelled it. */
export function dispatchHostEvent<Name extends keyof LessonPlayerEventMap>(
  element: EventTarget,
  name: Name,
  detail: LessonPlayerEventMap[Name]['detail'],
  cancelable = false,
): boolean {
  return dispatch<LessonPlayerEventMap, Name>(element, name, detail, cancelable)
}
