/** A stretch of bytes, `to` included, as in HTTP. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/**
 * Reads a `Range` header for a body of `size` bytes. `undefined`: send everything (no header, another unit, several
 * ranges or nonsense, which a server may ignore). `'unsatisfiable'`: answer 416.
 */
export function parseByteRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  if (match[1] === '') {
    const length = Number(match[2])
    return length === 0 || size === 0 ? 'unsatisfiable' : { from: Math.max(0, size - length), to: size - 1 }
  }
  const from = Number(match[1])
  const to = match[2] === '' ? size - 1 : Number(match[2])
  if (match[2] !== '' && to < from) return undefined
  return from >= size ? 'unsatisfiable' : { from, to: Math.min(to, size - 1) }
}
