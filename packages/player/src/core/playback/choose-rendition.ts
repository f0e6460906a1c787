import type { QualityChoice } from './learner-choices.js'

/** A rendition as far as a choice goes by it: pixels, and bit/s where it is known. */
export interface Choosable {
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly bitrate?: number | undefined
}

/** Mux Player holds no rendition back for the player's size up to 720p, whose longer side this is. */
const ROOM_ALWAYS = 1_280

/**
 * Gives the index of the greatest rendition that a player of this size has a use for: the automatic choice goes no further.
 *
 * `ascending`: by bitrate; `side`: the longer side of the player, in pixels of the screen. The rule is Mux Player's.
 */
export function fillingRendition(ascending: readonly Choosable[], side: number): number {
  const found = ascending.findIndex(({ width = 0, height = 0 }, index) => {
    const next = ascending[index + 1]
    const isBestOfItsSize = next?.width !== width || next.height !== height
    return isBestOfItsSize && Math.max(width, height) >= Math.max(side, ROOM_ALWAYS)
  })
  return found < 0 ? ascending.length - 1 : found
}

/** How high the picture of a rendition is as a menu names it: its shorter side, so that an upright one has a name too. */
export function menuHeight({ width = 0, height = 0 }: Choosable): number {
  return width > 0 && height > 0 ? Math.min(width, height) : height
}

/**
 * Gives the index of the rendition that comes nearest to what was chosen, or -1 for the automatic choice.
 *
 * That is the greatest height at or below the chosen one, or the smallest of all; of several with this height, the one whose
 * bitrate is nearest.
 */
export function chooseRendition(renditions: readonly Choosable[], chosen: QualityChoice | null): number {
  if (!chosen) return -1
  const heights = renditions.map(menuHeight)
  const below = heights.filter((height) => height <= chosen.height)
  const height = below.length > 0 ? Math.max(...below) : Math.min(...heights)
  let best = -1
  let nearest = Infinity
  for (const [index, { bitrate = 0 }] of renditions.entries()) {
    if (heights[index] !== height) continue
    const distance = chosen.bitrate === null ? -bitrate : Math.abs(bitrate - chosen.bitrate)
    if (distance >= nearest) continue
    best = index
    nearest = distance
  }
  return best
}
