import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { measurePlayer } from '../check-size.mjs'
import { configFile, none } from './tool.mjs'

export const name = 'size'
export const enforces = 'Our own code in the player stays within its brotli budget, beside Mux Player’s size.'

const kept = () => JSON.parse(readFileSync(configFile('size-budget.json'), 'utf8'))

export async function run({ root, entry = 'packages/player/build/define.js', budget = kept(), report }) {
  if (!existsSync(join(root, entry))) return none([`${entry} does not exist: build first.`])
  const { ours, muxPlayer } = await measurePlayer(root, entry)
  report?.(`our code ${ours} bytes, Mux Player ${muxPlayer} bytes (brotli)`)
  if (ours <= budget.playerBrotliBytes) return none([])
  return none([
    `Our code in the player is ${ours} bytes after brotli; the budget is ${budget.playerBrotliBytes}. Take something ` +
      'out, or raise the budget in scripts/config/size-budget.json and say in the commit what it buys.',
  ])
}
