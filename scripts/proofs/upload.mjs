import { proveWithVitest } from '../run-proof.mjs'

/** A file of 300 MB from a browser to the stand-in for Mux, through cuts, a 502 and a reload; so many times. */
export async function prove({ root, seed, runs = 1 }) {
  const files = ['examples/demo/test/admin/admin.test.ts']
  for (let run = 0; run < runs; run += 1) {
    if (!(await proveWithVitest({ root, seed, runs: 1, files, project: 'e2e', args: ['-t', 'large file'] })))
      return false
  }
  return true
}
