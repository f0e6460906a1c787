/** Every copy and version of the player on a page meets under this name; what stands there is a `Set` of `PagePlayer`. */
const REGISTRY: unique symbol = Symbol.for('ehr-lesson-player/players')

/** What one player has to know of another, whichever version that is. */
export interface PagePlayer {
  readonly paused: boolean
  pause(): void
}

/**
 * The lesson players that are in this page now, those in closed shadow roots and of other copies of this module included.
 *
 * A window has its own: a frame is another page, and an element that is moved into one stays in the page that made it.
 */
export function pagePlayers(): Set<PagePlayer> {
  const found: unknown = Reflect.get(window, REGISTRY)
  if (found instanceof Set) return found as Set<PagePlayer>
  const players = new Set<PagePlayer>()
  // Not enumerable: a page that lists its globals finds nothing new.
  Object.defineProperty(window, REGISTRY, { value: players, configurable: true })
  return players
}
