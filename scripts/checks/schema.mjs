import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { printSchema } from '../schema.mjs'
import { none } from './tool.mjs'

export const name = 'schema'
export const enforces = 'docs/schema.sql is what the migrations make.'

const FILE = 'docs/schema.sql'

export async function run({ root, print = printSchema }) {
  const file = join(root, FILE)
  const kept = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const made = (await print()).split('\n')
  const at = made.findIndex((line, index) => line !== kept[index])
  if (at < 0 && made.length === kept.length) return none([])
  const line = at < 0 ? made.length : at
  return none([`${FILE} differs from what the migrations make, first in line ${line + 1}: run \`pnpm schema\`.`])
}
