import { mkdtempSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runQuietly } from '../progress.mjs'
import { countBrowser, countVitest, readReport } from './counts.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = (name, file) => join(root, 'node_modules', name, file)
const ownFolder = (folder) => mkdtempSync(join(folder, 'run-'))

/**
 * Runs suites in vitest: all their files, or only those named.
 *
 * `node` is the program to run them in, when it is not this one. `yields` leaves the processor to whatever else wants
 * it, such as a browser that is tested meanwhile.
 */
export async function runVitest({ names, files, node = process.execPath, yields = false }, folder) {
  // Without a file to name, vitest would run them all.
  if (files?.length === 0) return { code: 1, output: '', counts: countVitest(undefined, names) }
  const report = join(ownFolder(folder), 'report.json')
  const config = 'scripts/config/vitest.config.mjs'
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const projects = names.map((name) => `--project=${name}`)
  const args = [program('vitest', 'vitest.mjs'), 'run', '--config', config, '--root', '.', ...reporters, ...projects]
  const { code, output } = await runQuietly(node, [...args, ...(files ?? [])], {
    cwd: root,
    // Whatever a test starts by name is this Node too.
    env: node === process.execPath ? {} : { PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
    ...(yields && { priority: constants.priority.PRIORITY_LOW }),
  })
  return { code, output, counts: countVitest(readReport(report), names) }
}

/** Runs suites in Chromium, all of them with one server and three browsers. */
export async function runBrowsers(chosen, folder) {
  const report = join(ownFolder(folder), 'counts.json')
  const env = { EHR_COUNTS: report, EHR_GROUPS: chosen.map(({ group }) => group).join() }
  const args = [program('@web/test-runner', 'dist/bin.js')]
  const { code, output } = await runQuietly(process.execPath, args, { cwd: root, env })
  return { code, output, counts: countBrowser(readReport(report), chosen) }
}
