/**
 * Dispatches one of an element's own events: bubbling, and out of shadow roots. `Events` are its events by name. Gives `false` where the
 * host has cancelled a cancelable one.
 */
export function dispatchHostEvent<Events extends Record<keyof Events, CustomEvent>, Name extends keyof Events & string>(
  element: EventTarget,
  name: Name,
  detail: Events[Name]['detail'],
  cancelable = false,
): boolean {
  return element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }))
}
