import { dispatchHostEvent as dispatch } from '@enhancedhr/element-kit'
import type { StudioEventMap } from './events.js'

/** Dispatches one of the studio's own events; `false`: it is cancelable, and the host has cancelled it. */
export function dispatchHostEvent<Name extends keyof StudioEventMap>(
  element: EventTarget,
  name: Name,
  detail: StudioEventMap[Name]['detail'],
  cancelable = false,
): boolean {
  return dispatch<StudioEventMap, Name>(element, name, detail, cancelable)
}
