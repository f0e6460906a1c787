import { ensureChromium } from '../install-chromium.mjs'
import { ensureEngines } from '../install-engines.mjs'
import { runSuites } from '../run-suites.mjs'

/**
 * The built player in Chromium, Firefox ESR and WebKitGTK with the real handler: plays, tracks, completes, shows what is watched.
 *
 * Takes about three minutes; on Debian, as root, it installs the engines first.
 */
export async function prove() {
  process.env.CHROME_PATH = await ensureChromium()
  await ensureEngines()
  return runSuites({ only: ['engines'] })
}
