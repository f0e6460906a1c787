import type { Part } from './settings-draft.js'

/** A part is moved by tenths of a second, and never shorter than one. */
const TENTH = 0.1
/** What is added where nothing else is known, in seconds. */
const USUAL_LENGTH = 10

export type Edge = 'from' | 'to'

const toTenths = (seconds: number): number => Math.round(seconds * 10) / 10
const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

/** Moves one end of a part to a position, as far as its other end and the video let it. */
export function moveEdge(
  parts: readonly Part[],
  index: number,
  edge: Edge,
  position: number,
  duration: number,
): readonly Part[] {
  return parts.map((part, at) => {
    if (at !== index) return part
    const [from, to] = part
    // The end of the video need not be a whole tenth.
    const wanted = position >= duration ? duration : toTenths(position)
    return edge === 'from'
      ? [within(wanted, 0, Math.max(0, to - TENTH)), to]
      : [from, within(wanted, Math.min(from + TENTH, duration), duration)]
  })
}

/** Adds a part between two positions, in whichever order; one that holds no time becomes one of 10 s. */
export function addPart(parts: readonly Part[], one: number, other: number, duration: number): readonly Part[] {
  const [from, to] = [Math.min(one, other), Math.max(one, other)].map((at) => within(toTenths(at), 0, duration))
  if (to! - from! >= TENTH) return [...parts, [from!, to!]]
  const start = within(from!, 0, Math.max(0, duration - USUAL_LENGTH))
  return [...parts, [start, Math.min(duration, start + USUAL_LENGTH)]]
}

export function removeAt<T>(items: readonly T[], index: number): readonly T[] {
  return items.filter((_, at) => at !== index)
}

/** Where a key moves an end that is at `position`: arrows by 1 s, with Shift by 0.1 s, page keys by 10 s; `null`: it moves nothing. */
export function keyTarget(key: string, isFine: boolean, position: number, duration: number): number | null {
  const step = isFine ? TENTH : 1
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return position - step
    case 'ArrowRight':
    case 'ArrowUp':
      return position + step
    case 'PageDown':
      return position - 10
    case 'PageUp':
      return position + 10
    case 'Home':
      return 0
    case 'End':
      return duration
    default:
      return null
  }
}
