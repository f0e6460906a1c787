import { listFiles } from './files.mjs'
import { none } from './tool.mjs'

export const name = 'top-level'
export const enforces =
  'The top of the repository holds what belongs there and nothing more; tools are set up in scripts/config.'

const allowed = new Set([
  ...['packages', 'examples', 'docs', 'scripts'],
  ...['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tsconfig.json'],
  ...['rollup.config.mjs', 'web-test-runner.config.mjs'],
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'LICENSE'],
])
const required = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'LICENSE', 'package.json', 'pnpm-lock.yaml']

export async function run({ root }) {
  const present = new Set(listFiles(root).map((file) => file.split('/')[0]))
  return none([
    ...[...present]
      .filter((entry) => !entry.startsWith('.') && !allowed.has(entry))
      .map((entry) => `${entry} does not belong at the top level.`),
    ...required.filter((entry) => !present.has(entry)).map((entry) => `${entry} is missing.`),
  ])
}
