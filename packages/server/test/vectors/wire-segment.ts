const TIMES = ['from', 'to', 'started', 'ended'] as const

/** Converts a segment to the wire's form: milliseconds become seconds; what is not a number stays unchanged. */
export function toWireSegment(segment: object): Readonly<Record<string, unknown>> {
  const given = segment as Readonly<Record<string, unknown>>
  const times = TIMES.map((key) => [key, typeof given[key] === 'number' ? given[key] / 1000 : given[key]] as const)
  return { rate: 1, visible: true, muted: false, ...segment, ...Object.fromEntries(times) }
}
