import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFile, runTool, verdict } from './tool.mjs'

export const name = 'types'
export const enforces = 'Sources and tests compile under the strict settings of tsconfig.json.'

export async function run({ root }) {
  const tsc = 'typescript/bin/tsc'
  if (existsSync(join(root, 'tsconfig.json'))) {
    const sources = await runTool(tsc, ['-b', '--pretty', 'false'], root)
    if (sources.code !== 0) return verdict(sources)
  }
  const cache = cacheFile(root, 'tests.tsbuildinfo')
  const cached = cache ? ['--incremental', '--tsBuildInfoFile', cache] : []
  return verdict(await runTool(tsc, ['-p', 'scripts/config/tsconfig.test.json', '--pretty', 'false', ...cached], root))
}
