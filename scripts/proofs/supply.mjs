import { proveWithVitest } from '../run-proof.mjs'

const FILES = ['packages/server/test/core/supply/histories.property.test.ts']

/** Histories of uploads, shuffled, doubled, late, lost and forged, against what Mux came to; 100,000 of them. */
export function prove({ root, seed, runs = 100_000 }) {
  return proveWithVitest({ root, seed, runs, files: FILES, project: 'server', args: ['--testTimeout=0'] })
}
