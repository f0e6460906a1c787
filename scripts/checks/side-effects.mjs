import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { runQuietly } from '../progress.mjs'
import { none } from './tool.mjs'

export const name = 'side-effects'
export const enforces =
  'Importing any entry in Node does nothing: no global, no open handle, no listener, no output; the process can end.'

const published = [
  'packages/protocol',
  'packages/element-kit',
  'packages/pglite-dump',
  'packages/player',
  'packages/studio',
  'packages/server',
  'packages/mux-local',
]
const probe = fileURLToPath(new URL('import-probe.mjs', import.meta.url))

/** The entries a module can import: those with types. The others are scripts for a page. */
function entries(directory) {
  const { exports } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  return Object.values(exports)
    .filter((target) => typeof target === 'object')
    .map((target) => join(directory, target.default))
}

export async function run({ root, folders = published }) {
  const messages = []
  for (const file of folders.flatMap((folder) => entries(join(root, folder)))) {
    if (!existsSync(file)) {
      messages.push(`${file} does not exist: build first.`)
      continue
    }
    const { code, output } = await runQuietly(process.execPath, [probe, pathToFileURL(file).href], { cwd: root })
    if (code !== 0 || output.trim() !== '') messages.push(`Importing ${file}: ${output.trim() || `ended with ${code}`}`)
  }
  return none(messages)
}
