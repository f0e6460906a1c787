import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFile, runTool, verdict } from './tool.mjs'

export const name = 'format'
export const enforces = 'Every file is formatted as prettier formats it: 120 columns, no semicolons, single quotes.'

export async function run({ root }) {
  const ignore = existsSync(join(root, '.prettierignore')) ? [] : ['--ignore-path', 'none']
  const cache = cacheFile(root, 'prettier')
  const cached = cache ? ['--cache', '--cache-strategy', 'content', '--cache-location', cache] : []
  const args = ['--check', '--log-level', 'warn', ...ignore, ...cached, '.']
  return verdict(await runTool('prettier/bin/prettier.cjs', args, root))
}
