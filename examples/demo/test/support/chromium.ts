import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright-core'

/** Starts the Chromium or Chrome of this machine, with sound (unheard) and without calls home. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch(chromiumCommand())
}

/** Which program that is, and its arguments. */
export function chromiumCommand(): { readonly executablePath: string; readonly args: string[] } {
  const finder = fileURLToPath(new URL('../../../../scripts/find-chromium.mjs', import.meta.url))
  const isRoot = process.getuid?.() === 0
  return {
    executablePath: execFileSync(process.execPath, [finder], { encoding: 'utf8' }).trim(),
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--autoplay-policy=no-user-gesture-required',
      '--mute-audio',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  }
}
