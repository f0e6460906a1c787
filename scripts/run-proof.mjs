import { spawn } from 'node:child_process'
import { join } from 'node:path'

/**
 * Runs test files in their long form, with everything that they print; answers whether they pass.
 *
 * The files read `EHR_PROOF_RUNS` and `EHR_PROOF_SEED`, and some `EHR_PROOF_ONLY`; without them, in `npm test`, they run their short form.
 */
export function proveWithVitest({ root, seed, runs, only, files, project, args: more = [] }) {
  console.log(`Seed ${seed}, ${runs} runs.`)
  const args = ['run', '--config', 'scripts/config/vitest.config.mjs', '--root', '.', '--project', project, ...more]
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args, ...files], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      EHR_PROOF_RUNS: String(runs),
      EHR_PROOF_SEED: String(seed),
      ...(only !== undefined && { EHR_PROOF_ONLY: only }),
    },
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code === 0))
  })
}
