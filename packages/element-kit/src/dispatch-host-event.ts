/** Dispatches one of an element's own events: bubbling, and out of shadow roots. `Events` are its events by name. */
export function dispatchHostEvent<Events extends Record<keyof Events, CustomEvent>, Name extends keyof Events & string>(
  element: EventTarget,
  name: Name,
  detail: Events[Name]['detail'],
): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
}
