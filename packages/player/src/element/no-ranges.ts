const refuse = (): never => {
  throw new DOMException('There are no ranges.', 'IndexSizeError')
}

/** `TimeRanges` where there is nothing. */
export const NO_RANGES: TimeRanges = { length: 0, start: refuse, end: refuse }
