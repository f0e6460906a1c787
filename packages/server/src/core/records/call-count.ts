/** How many calls of a key were counted, this one included, and seconds until the count starts anew. */
export interface CallCount {
  readonly calls: number
  readonly resetAfter: number
}
