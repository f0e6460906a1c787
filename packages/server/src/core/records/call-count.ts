/** A call to be counted: its limiter and key, and seconds after which the count of its key starts again. */
export interface CallToCount {
  readonly limiter: string
  readonly key: string
  readonly seconds: number
}

/** How many calls of a key were counted, this one included, and seconds until the count starts again. */
export interface CallCount {
  readonly calls: number
  readonly resetAfter: number
}
