import { mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { proveLimits } from './history/limits.mjs'
import { PROFILES } from './history/profiles.mjs'
import { runHistory } from './history/run-history.mjs'
import { proveScenarios } from './history/scenarios.mjs'
import { createTemplate } from './history/stage.mjs'

const PARTS = ['runs', 'limits', 'scenarios']
/** How long clients call in a run, in milliseconds. */
const LENGTH_MS = 12_000
/** Violations that are printed of a run. */
const SHOWN = 12

/**
 * Real processes under faults: what is acknowledged is stored, what is stored was sent, a verdict has one event, and nobody sees
 * a foreign row (`docs/faults.md`).
 *
 * Run number n of `runs` has the seed `seed + n`, and the profiles in turn, or the one of `profile`. `--only runs`, `limits` or
 * `scenarios` leaves the rest out. `json` is a file for the counts.
 */
export async function prove({ seed, runs = 10, profile, only, json }) {
  const parts = only?.split(',') ?? PARTS
  const names = profile === undefined ? Object.keys(PROFILES) : [profile]
  if (!names.every((name) => Object.hasOwn(PROFILES, name))) {
    throw new Error(`There is no profile “${profile}”. There are: ${Object.keys(PROFILES).join(', ')}.`)
  }
  if (!parts.every((part) => PARTS.includes(part))) throw new Error(`There are the parts ${PARTS.join(', ')}.`)
  const folder = mkdtempSync(join(tmpdir(), 'ehr-history-'))
  chmodSync(folder, 0o755)
  const count = { name: 'history', passed: 0, failed: 0, skipped: 0 }
  try {
    const template = await createTemplate(join(folder, 'template'))
    for (const [part, proveOthers] of [
      ['limits', proveLimits],
      ['scenarios', proveScenarios],
    ]) {
      for (const { name, isGood, text } of parts.includes(part) ? await proveOthers({ seed, folder, template }) : []) {
        count[isGood ? 'passed' : 'failed'] += 1
        console.log(`${isGood ? 'ok ' : 'BAD'} ${name}: ${text}`)
      }
    }
    for (let run = 0; run < runs && parts.includes('runs'); run += 1) {
      const chosen = { profile: names[run % names.length], seed: seed + run }
      const began = performance.now()
      const place = { folder: join(folder, `run-${run}`), template }
      const result = await runHistory({ ...chosen, ...place, length: LENGTH_MS }).catch((error) => ({
        violations: [{ kind: 'did-not-run', message: error.stack }],
      }))
      const isGood = result.violations.length === 0
      count[isGood ? 'passed' : 'failed'] += 1
      print(chosen, result, performance.now() - began)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  if (json) writeFileSync(json, JSON.stringify([count]))
  console.log(`${count.passed} passed, ${count.failed} failed`)
  return count.failed === 0
}

function print({ profile, seed }, { violations, ...figures }, took) {
  const text = Object.entries(figures).map(([name, figure]) => `${name} ${figure}`)
  const verdict = violations.length === 0 ? 'ok ' : 'BAD'
  console.log(`${verdict} --profile ${profile} --seed ${seed}: ${text.join(', ')}; ${Math.round(took / 1000)} s`)
  for (const { kind, message } of violations.slice(0, SHOWN)) console.log(`      ${kind}: ${message}`)
  if (violations.length > SHOWN) console.log(`      and ${violations.length - SHOWN} more`)
}
