import { comparePages } from './code-pages.mjs'
import { none } from './tool.mjs'

export const name = 'reasons'
export const enforces =
  'Every reason for which something is not credited has its page docs/reasons/<code>.md with “Why” and “What helps”, and every page its reason.'

const pages = {
  source: 'packages/protocol/src/reason-code.ts',
  table: 'REASONS',
  folder: 'docs/reasons',
  kind: 'reason',
  headings: ['Why', 'What helps'],
}

export async function run({ root }) {
  return none(comparePages(root, pages))
}
