import { configFile, runTool, verdict } from './tool.mjs'

export const name = 'dead-code'
export const enforces =
  'No file, export or dependency that nothing uses, and no import of a package that is not declared.'

export async function run({ root }) {
  const args = ['--config', configFile('knip.json'), '--no-progress', '--no-config-hints']
  return verdict(await runTool('knip/bin/knip.js', args, root))
}
