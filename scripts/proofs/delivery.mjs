import { proveWithVitest } from '../run-proof.mjs'

/**
 * Tabs × a faulty store × a faulty network × clock jumps × changes of sign-in × kills, in virtual time: everything that was
 * on a disk arrives, once, as its learner's. Each run has its own seed, the first one plus its number.
 *
 * Ten thousand runs take a minute and a half on one idle core.
 */
export function prove({ root, seed, runs = 10_000, only }) {
  const files = ['packages/player/test/simulation/delivery-simulation.test.ts']
  return proveWithVitest({ root, seed, runs, only, files, project: 'player-simulation' })
}
