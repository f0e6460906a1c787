import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { elementTables } from '../element-tables.mjs'
import { none } from './tool.mjs'

export const name = 'element-docs'
export const enforces = 'The tables of docs/player.md say what the element’s own comments say.'

const start = '<!-- element tables: start -->'
const end = '<!-- element tables: end -->'

/** The text between the markers, or `undefined` when the page has none. */
function between(text) {
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  return from === -1 || to < from ? undefined : text.slice(from + start.length, to).trim()
}

export async function run({ root }) {
  const page = join(root, 'docs/player.md')
  if (!existsSync(page)) return none(['docs/player.md does not exist.'])
  const written = between(readFileSync(page, 'utf8'))
  if (written === undefined) return none([`docs/player.md has no “${start}” and “${end}”.`])
  const tables = await elementTables(root)
  return none(written === tables ? [] : ['docs/player.md has drifted: run `node scripts/element-tables.mjs --write`.'])
}
