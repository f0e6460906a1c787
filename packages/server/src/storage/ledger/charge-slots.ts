import type { Segment, SegmentSet } from '@enhancedhr/protocol'

/** A quarter of an hour: what charged time is kept by, so that a report reads and writes little of a long evening. */
export const SLOT_MS = 900_000

/** Cuts wall time at the quarters of an hour: what each is charged, by quarters since 1970. */
export function splitBySlot(wall: SegmentSet): readonly { slot: number; charged: SegmentSet }[] {
  const slots = new Map<number, Segment[]>()
  for (const [from, to] of wall) {
    for (let slot = Math.floor(from / SLOT_MS); slot * SLOT_MS < to; slot += 1) {
      const parts = slots.get(slot) ?? []
      slots.set(slot, parts)
      parts.push([Math.max(from, slot * SLOT_MS), Math.min(to, (slot + 1) * SLOT_MS)])
    }
  }
  return Array.from(slots, ([slot, charged]) => ({ slot, charged }))
}
