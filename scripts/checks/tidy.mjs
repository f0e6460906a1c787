import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from './files.mjs'
import { none } from './tool.mjs'

export const name = 'tidy'
export const enforces =
  'No file names a path of somebody’s machine or a private package registry, no task is left in a comment, and no ' +
  'test is focused or skipped.'

const everywhere = [
  ['a path of a machine', /(?<![\w.$}])\/(work|home|Users|root)\/[\w.-]+\//],
  ['a path of a machine', /\b[A-Z]:\\\\?Users\\/],
  ['a registry', /https?:\/\/(?!registry\.npmjs\.org)[\w.-]*(registry|artifactory|verdaccio|nexus)[\w.-]*[:/]/i],
  ['a tarball’s address', /resolution: \{[^}]*tarball:/],
  ['a merge conflict', /^(<{7}|>{7}) /m],
]
const inCode = [['a task left in a comment', /\b(TO[D]O|FIX[M]E|XX[X])\b/]]
const inTests = [
  ['a focused test', /\b(describe|it|test|suite)\.only\(/],
  ['a skipped test', /\b(describe|it|test|suite)\.(skip|todo)\(|\bx(it|describe)\(/],
]
const isText = /\.(ts|js|mjs|cjs|json|md|html|css|yaml|yml|sql|txt|sh|vtt)$|^\.|^LICENSE$/

export async function run({ root }) {
  const messages = []
  for (const file of listFiles(root)) {
    if (!isText.test(file) && !file.startsWith('.ci/')) continue
    const rules = [
      ...everywhere,
      ...(file.endsWith('.md') || file === 'pnpm-lock.yaml' ? [] : inCode),
      ...(/\.test\.(ts|mjs)$/.test(file) ? inTests : []),
    ]
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .forEach((line, index) => {
        for (const [what, pattern] of rules) {
          if (pattern.test(line)) messages.push(`${file}:${index + 1} has ${what}.`)
        }
      })
  }
  return none(messages)
}
