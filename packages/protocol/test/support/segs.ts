import type { SegmentSet } from '../../src/segment-set.js'

/** Writes a set the short way: `segs('0-10 20-30')`. */
export function segs(text: string): SegmentSet {
  return text
    .split(' ')
    .filter(Boolean)
    .map((part) => {
      const [from, to] = part.split('-').map(Number)
      return [from!, to!] as const
    })
}
