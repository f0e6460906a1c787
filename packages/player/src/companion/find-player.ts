/**
 * Finds the player that a companion belongs to, among the players of the page.
 *
 * With an id it is the element of that id in the companion's own root (the document or a shadow root), once that is a player. Without
 * one it is the nearest: the player that encloses the companion, else one in the smallest element that holds both; of several in
 * there the last one before the companion, else the first one after it. Roots are left through their hosts, from the inside out.
 */
export function findPlayer<Player extends Element>(
  companion: Element,
  id: string | null,
  players: ReadonlySet<Player>,
): Player | null {
  if (id !== null) return byId(companion, id, players)
  /** The companion, or what holds it in the tree that is looked at. */
  let place: Node = companion
  let container: Node | null = companion.parentNode
  while (container) {
    const found = nearest(container, place, players)
    if (found) return found
    if (container.parentNode) {
      container = container.parentNode
      continue
    }
    place = 'host' in container ? (container.host as Node) : container
    container = place === container ? null : place
    // The host itself may be the player, and is looked at before what is around it.
    if (container && has(players, container)) return container
    container = container?.parentNode ?? null
  }
  return null
}

function byId<Player extends Element>(companion: Element, id: string, players: ReadonlySet<Player>): Player | null {
  const root = companion.getRootNode() as Document | ShadowRoot
  // An element that is not in the page has a root that knows no ids.
  const named = 'getElementById' in root ? root.getElementById(id) : null
  return named && has(players, named) ? named : null
}

function nearest<Player extends Element>(container: Node, place: Node, players: ReadonlySet<Player>): Player | null {
  if (has(players, container)) return container
  const inside = [...players].filter((player) => container.contains(player)).sort(inOrder)
  return inside.findLast((player) => follows(place, player)) ?? inside[0] ?? null
}

function has<Player extends Element>(players: ReadonlySet<Player>, node: Node): node is Player {
  return players.has(node as Player)
}

function inOrder(a: Node, b: Node): number {
  return follows(b, a) ? -1 : 1
}

/** Whether `node` stands after `other`. */
function follows(node: Node, other: Node): boolean {
  return (other.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}
