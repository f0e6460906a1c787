import { dispatchHostEvent } from '../dispatch-host-event.js'
import { nextLesson } from '../next-lesson.js'
import type { LayerContext } from './layer-context.js'

/** Goes on to the next lesson, where there is one and the page does not cancel it. `automatic`: nobody has asked for it. */
export function goToNext(element: LayerContext['element'], automatic: boolean): void {
  const lessonId = nextLesson(element)
  if (lessonId === null || !dispatchHostEvent(element, 'ehr-next', { lessonId, automatic }, true)) return
  element.lessonId = lessonId
  element.play().catch(() => undefined)
}
