/** Below it each value has a bucket to itself; above it, each doubling has this many half as many buckets. */
const EXACT = 64
const PER_DOUBLING = EXACT / 2

/**
 * The bucket of a whole number of milliseconds or seconds, in counts from which a median is read.
 *
 * Below 64 every value has its own; above it each doubling has 32, so that the lower bound of a bucket is less than 3.2 % below any
 * value in it. Such counts add up in any order and can be subtracted, which sketches like t-digest cannot.
 */
export function bucketOf(value: number): number {
  if (value < EXACT) return Math.max(0, Math.floor(value))
  const exponent = Math.floor(Math.log2(value)) - 5
  return PER_DOUBLING * exponent + Math.floor(value / 2 ** exponent)
}

/** The least value of a bucket. */
export function lowerBoundOf(bucket: number): number {
  if (bucket < EXACT) return bucket
  const exponent = Math.floor(bucket / PER_DOUBLING) - 1
  return (bucket - PER_DOUBLING * exponent) * 2 ** exponent
}

/** The lower median of what was counted by bucket, as the least value of its bucket; `null` of nothing. */
export function medianOfBuckets(counts: readonly number[]): number | null {
  const bucket = medianIndex(counts)
  return bucket === null ? null : lowerBoundOf(bucket)
}

/** The index at which the lower median lies of what was counted by index; `null` of nothing. */
export function medianIndex(counts: readonly number[]): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total <= 0) return null
  const rank = Math.ceil(total / 2)
  let seen = 0
  return counts.findIndex((count) => (seen += count) >= rank)
}
