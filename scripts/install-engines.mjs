import { existsSync } from 'node:fs'
import { runQuietly, step } from './progress.mjs'

/** What the tests in Firefox and WebKitGTK need: the program that shows it is there, and its Debian packages. */
const needs = [
  { program: '/usr/bin/firefox-esr', packages: ['firefox-esr'] },
  { program: '/usr/bin/WebKitWebDriver', packages: ['webkit2gtk-driver'] },
  { program: '/usr/bin/Xvfb', packages: ['xvfb'] },
  {
    program: '/usr/lib/x86_64-linux-gnu/gstreamer-1.0/libgstlibav.so',
    packages: ['gstreamer1.0-libav', 'gstreamer1.0-plugins-good', 'gstreamer1.0-plugins-bad'],
  },
]
const missing = () => needs.filter(({ program }) => !existsSync(program))

/** Installs Firefox ESR and WebKitGTK, with codecs and a screen in memory, from Debian's packages (as root). */
export async function ensureEngines() {
  if (missing().length === 0) return
  await step('Installing Firefox and WebKitGTK', async () => {
    const tried = []
    if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
      const env = { DEBIAN_FRONTEND: 'noninteractive' }
      const packages = missing().flatMap((need) => need.packages)
      tried.push(await runQuietly('apt-get', ['update', '-qq'], { env }))
      tried.push(await runQuietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env }))
    }
    if (missing().length === 0) return
    const names = missing().flatMap(({ packages }) => packages)
    throw new Error(
      [...tried.map(({ output }) => output.trim()), `Install these Debian packages: ${names.join(' ')}.`].join('\n'),
    )
  })
}
