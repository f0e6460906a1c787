import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { findChromium } from './find-chromium.mjs'
import { runQuietly, step } from './progress.mjs'

const help = `No Chromium or Chrome was found, and installing one did not work. Install Chromium or Chrome, or set
CHROME_PATH to the program, and run this again.`

/** A browser for the tests: the one that is there, otherwise one from Debian's packages (as root) or Playwright's. */
export async function ensureChromium() {
  if (process.env.CHROME_PATH && !findChromium()) {
    throw new Error('CHROME_PATH is set, but it names no program that can be run.')
  }
  const found = findChromium()
  if (found) return found
  await step('Installing Chromium', async () => {
    const tried = []
    if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
      const env = { DEBIAN_FRONTEND: 'noninteractive' }
      tried.push(await runQuietly('apt-get', ['update', '-qq'], { env }))
      tried.push(await runQuietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env }))
    }
    if (!findChromium()) {
      const require = createRequire(import.meta.url)
      const cli = join(dirname(require.resolve('playwright-core/package.json')), 'cli.js')
      tried.push(await runQuietly(process.execPath, [cli, 'install', 'chromium']))
    }
    if (!findChromium()) throw new Error([...tried.map(({ output }) => output.trim()), help].join('\n'))
  })
  return findChromium()
}
