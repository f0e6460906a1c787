import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { configFile, runTool, verdict } from './tool.mjs'

export const name = 'layers'
export const enforces =
  'Imports follow the layers: a pure core, player and server that meet only in the protocol, shells behind ports, examples on ' +
  'public packages only, no cycle, no deep import.'

export async function run({ root }) {
  const folders = ['packages', 'examples'].flatMap((parent) =>
    existsSync(join(root, parent))
      ? readdirSync(join(root, parent))
          .map((folder) => `${parent}/${folder}/src`)
          .filter((folder) => existsSync(join(root, folder)))
      : [],
  )
  const args = ['--config', configFile('dependency-cruiser.cjs'), '--output-type', 'err-long', ...folders]
  return verdict(await runTool('dependency-cruiser/bin/dependency-cruise.mjs', args, root))
}
