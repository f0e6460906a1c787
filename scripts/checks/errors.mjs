import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { none } from './tool.mjs'

export const name = 'errors'
export const enforces =
  'Every problem code has its page docs/errors/<code>.md with “Why” and “How to fix”, and every page its code.'

/** The codes are the keys of the table in the protocol's source. */
export function problemCodes(source) {
  const table = /export const PROBLEMS = \{([\s\S]*?)\n\}/.exec(source)?.[1] ?? ''
  return [...table.matchAll(/^ {2}([a-z][a-z0-9_]*): /gm)].map(([, code]) => code)
}

export async function run({ root }) {
  const source = join(root, 'packages/protocol/src/problem-code.ts')
  const codes = existsSync(source) ? problemCodes(readFileSync(source, 'utf8')) : []
  if (codes.length === 0) return none([`No problem code found in ${source}.`])
  const folder = join(root, 'docs/errors')
  const pages = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.md') && file !== 'README.md')
        .map((file) => file.slice(0, -3))
    : []
  const messages = codes.filter((code) => !pages.includes(code)).map((code) => `${code} has no docs/errors/${code}.md.`)
  for (const page of pages) {
    if (!codes.includes(page)) messages.push(`docs/errors/${page}.md is about no problem code.`)
    const text = readFileSync(join(folder, `${page}.md`), 'utf8')
    for (const heading of ['Why', 'How to (fix|mend)']) {
      if (!new RegExp(`^(#+ |\\*\\*)${heading}`, 'm').test(text))
        messages.push(`docs/errors/${page}.md has no “${heading}”.`)
    }
  }
  return none(messages)
}
