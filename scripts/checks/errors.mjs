import { comparePages } from './code-pages.mjs'
import { none } from './tool.mjs'

export const name = 'errors'
export const enforces =
  'Every problem code has its page docs/errors/<code>.md with “Why” and “How to fix”, and every page its code.'

const pages = {
  source: 'packages/protocol/src/problem-code.ts',
  table: 'PROBLEMS',
  folder: 'docs/errors',
  kind: 'problem code',
  headings: ['Why', 'How to fix'],
}

export async function run({ root }) {
  return none(comparePages(root, pages))
}
