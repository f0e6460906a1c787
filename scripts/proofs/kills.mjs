import { proveWithVitest } from '../run-proof.mjs'

/**
 * Every way a page ends × every state of storage, in a real browser with a real server; writes `docs/kill-matrix.md`.
 *
 * Two runs of all 28 cells take a quarter of an hour.
 */
export function prove({ root, seed, runs = 1, only }) {
  const files = ['examples/demo/test/kills/kills.test.ts']
  return proveWithVitest({ root, seed, runs, only, files, project: 'e2e' })
}
