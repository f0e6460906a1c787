import { proveWithVitest } from '../run-proof.mjs'

const folder = 'packages/server/test/core'
const parts = {
  honest: `${folder}/proof/honest.test.ts`,
  cheats: `${folder}/proof/cheats.test.ts`,
  model: `${folder}/proof/model.test.ts`,
  laws: `${folder}/judge/judge.property.test.ts`,
}

/**
 * The ledger against honest evenings, cheats, a model of single milliseconds, and its own laws; 100,000 runs of each.
 *
 * `--only honest,cheats` runs some. Prints the greatest false credit and the greatest loss that it saw, in milliseconds.
 */
export function prove({ root, seed, runs = 100_000, only }) {
  const chosen = only === undefined ? Object.keys(parts) : only.split(',')
  const unknown = chosen.find((part) => !Object.hasOwn(parts, part))
  if (unknown) throw new Error(`There is no part “${unknown}”. There are: ${Object.keys(parts).join(', ')}.`)
  const files = chosen.map((part) => parts[part])
  return proveWithVitest({ root, seed, runs, only, files, project: 'server', args: ['--testTimeout=0'] })
}
