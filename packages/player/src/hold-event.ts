import type { LazyPart } from './lazy-part.js'

const passed = new WeakSet<Event>()

/**
 * Keeps an event from everybody until the part that answers it is there; then it comes once more, as if only now. Where the part cannot be
 * loaded it goes on without.
 */
export function holdEvent(event: Event, part: Pick<LazyPart<unknown>, 'current' | 'want'>): void {
  if (part.current || passed.has(event)) return
  const [target] = event.composedPath()
  event.preventDefault()
  event.stopImmediatePropagation()
  void part.want().then(() => {
    const again = Reflect.construct(event.constructor, [event.type, event]) as Event
    passed.add(again)
    target?.dispatchEvent(again)
  })
}
