import type { LessonPlayerEventMap } from './events.js'

/** Dispatches one of the element's own events: bubbling, and out of shadow roots. */
export function dispatchHostEvent<Name extends keyof LessonPlayerEventMap>(
  element: EventTarget,
  name: Name,
  detail: LessonPlayerEventMap[Name]['detail'],
): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
}
