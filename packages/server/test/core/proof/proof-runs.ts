const RUNS = process.env['EHR_PROOF_RUNS']
const SEED = process.env['EHR_PROOF_SEED']

/** In `npm test`: enough to find a rule that is broken, with another seed each time. */
const SHORT_RUNS = 100

/**
 * How often a property is tried: 100 times in `npm test`, 100,000 times or as often as asked by `pnpm prove ledger`.
 *
 * Whatever fails, fast-check prints its seed and its path; the seed of a long run repeats all of it.
 */
export function proofRuns(): { numRuns: number; seed?: number } {
  return RUNS === undefined ? { numRuns: SHORT_RUNS } : { numRuns: Number(RUNS), seed: Number(SEED) }
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
