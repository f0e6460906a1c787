const RUNS = process.env['EHR_PROOF_RUNS']
const SEED = process.env['EHR_PROOF_SEED']

/**
 * How often a property is tried: `short` times in `npm test`, as often as asked by `pnpm prove ledger`.
 *
 * Whatever fails, fast-check prints its seed and its path; the seed of a long run repeats all of it.
 */
export function proofRuns(short: number): { numRuns: number; seed?: number } {
  return RUNS === undefined ? { numRuns: short } : { numRuns: Number(RUNS), seed: Number(SEED) }
}

/** Prints what a long run found; a short one says nothing. */
export function printFigures(title: string, figures: Readonly<Record<string, number>>): void {
  if (RUNS === undefined) return
  const lines = Object.entries(figures).map(([name, value]) => `  ${name.padEnd(64)} ${value.toString()}`)
  console.log([title, ...lines].join('\n'))
}

/** The greatest values seen, by name. */
export class Greatest {
  readonly values: Record<string, number> = {}

  see(name: string, value: number): void {
    this.values[name] = Math.max(this.values[name] ?? Number.NEGATIVE_INFINITY, value)
  }
}
