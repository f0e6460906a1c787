/** One line of what was measured. */
export interface Figure {
  readonly what: string
  /** Longest interruption outside of seeks, in milliseconds; `null`: it never went on. */
  readonly longest: number | null
  readonly longestSeek?: number
  readonly loads?: number
  readonly note?: string
}

/** The figures as a table for `docs/playback.md`. */
export function toTable(figures: readonly Figure[]): string {
  const lines = figures.map(({ what, longest, longestSeek, loads, note = '' }) =>
    [what, longest === null ? 'stopped' : longest.toFixed(0), longestSeek?.toFixed(0) ?? '', loads ?? '', note].join(
      ' | ',
    ),
  )
  return ['what | longest, ms | in a seek, ms | reloads | remarks', '--- | --- | --- | --- | ---', ...lines]
    .map((line) => `| ${line} |`)
    .join('\n')
}
