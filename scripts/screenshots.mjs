import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { requireNode } from './require-node.mjs'

requireNode()

const usage = `
Usage: pnpm screenshots [folder] [options]

Takes a picture of every state of the player in all its looks, in a real Chromium with the real handler, and writes a page
that shows them all. Without a folder they go where temporary files go.

  --only <words>   only states whose name contains one of these, separated by commas: panel,completed
  --look <names>   only these looks: phone, narrow, desktop, full-screen, dark, rtl, forced-colours, text-200, de …
  --compare        says which look different from what was kept, and fails
  --keep           keeps what there is now, to be compared with later
`.trim()

function parse(args) {
  const options = {}
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i]
    if (arg === '--compare' || arg === '--keep') options[arg.slice(2)] = true
    else if ((arg === '--only' || arg === '--look') && args[i + 1]) options[arg.slice(2)] = args[++i].split(',')
    else if (!arg.startsWith('-') && !options.folder) options.folder = resolve(arg)
    else throw new Error(usage)
  }
  return { folder: join(tmpdir(), 'ehr-screenshots'), ...options }
}

let options
try {
  options = parse(process.argv.slice(2).filter((argument) => argument !== '--'))
} catch (error) {
  console.error(error.message)
  process.exit(process.argv.includes('--help') ? 0 : 2)
}

try {
  const { install } = await import('./install.mjs')
  await install()
  const { build } = await import('./build.mjs')
  await build()
  const { ensureChromium } = await import('./install-chromium.mjs')
  process.env.CHROME_PATH = await ensureChromium()
  const { takeAll } = await import('../examples/demo/scripts/screenshots/take-all.mjs')
  process.exitCode = (await takeAll(options)) ? 0 : 1
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
