import { proveWithVitest } from '../run-proof.mjs'

/**
 * Tokens of six seconds under real HLS in a real browser, through everything that can go wrong with them; prints the figures of
 * `docs/playback.md`.
 *
 * One run takes about eight minutes. `--runs` repeats what is compared with an everlasting token.
 */
export function prove({ root, seed, runs = 1 }) {
  const files = ['examples/demo/test/renewal/renewal.test.ts']
  return proveWithVitest({ root, seed, runs, files, project: 'e2e', args: ['--testTimeout=0'] })
}
