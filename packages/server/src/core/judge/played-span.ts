import type { PlayedSegment } from '@enhancedhr/protocol'

/** A played segment on the server's clock: wall time `[started, ended)` in milliseconds since 1970, media `[from, to)`. */
export interface PlayedSpan {
  readonly started: number
  readonly ended: number
  readonly from: number
  readonly to: number
}

/** Puts a segment of the session clock onto the server's clock. */
export function toPlayedSpan(segment: PlayedSegment, openedAt: number): PlayedSpan {
  const { from, to } = segment
  return { started: openedAt + segment.started, ended: openedAt + segment.ended, from, to }
}

/** Where the playhead was at a moment of the span, rounded down. Every cut of wall time cuts the media by this map. */
export function mediaAt(span: PlayedSpan, wall: number): number {
  return span.from + scaleDown(wall - span.started, span.to - span.from, span.ended - span.started)
}

/** The first moment of the span at which the playhead had reached `media`: every cut of media cuts the wall time by it. */
export function wallAt(span: PlayedSpan, media: number): number {
  const length = span.to - span.from
  const offset = scaleDown(media - span.from, span.ended - span.started, length)
  return span.started + offset + (mediaAt(span, span.started + offset) < media ? 1 : 0)
}

/** `value × multiplier / divisor`, rounded down, exactly; only the multiplier, of reversed media, may be negative. */
function scaleDown(value: number, multiplier: number, divisor: number): number {
  const product = value * multiplier
  // Below 2^53 the quotient's rounding error is smaller than its distance to the next integer, so floor is exact.
  if (Number.isSafeInteger(product)) return Math.floor(product / divisor)
  const exact = BigInt(value) * BigInt(multiplier)
  const quotient = Number(exact / BigInt(divisor))
  return exact % BigInt(divisor) < 0n ? quotient - 1 : quotient
}
