import { cacheFile, configFile, runTool, verdict } from './tool.mjs'

export const name = 'lint'
export const enforces =
  'The strict typed rules of typescript-eslint, lit, custom elements and accessibility of templates; no enum, no `any`, ' +
  'no disabled rule, no source file over 350 lines; nothing pure reads a clock, a random number, the network or the page.'

export async function run({ root }) {
  const config = configFile('eslint.config.mjs')
  const cache = cacheFile(root, 'eslint')
  const cached = cache ? ['--cache', '--cache-strategy', 'content', '--cache-location', cache] : []
  const args = ['--config', config, '--max-warnings', '0', ...cached, '.']
  return verdict(await runTool('eslint/bin/eslint.js', args, root))
}
