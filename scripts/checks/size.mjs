import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { measureEvidence, measurePlayer } from '../check-size.mjs'
import { configFile, none } from './tool.mjs'

export const name = 'size'
export const enforces =
  'Our own code in the player, and the part of it that runs before a lesson is wanted, stay within their brotli budgets, beside Mux ' +
  'Player’s size; tracker and queue together within 8 kB of gzip.'

const kept = () => JSON.parse(readFileSync(configFile('size-budget.json'), 'utf8'))

const trackerAndQueue = [
  'packages/player/build/core/reporting/tracker.js',
  'packages/player/build/core/reporting/queue.js',
]

export async function run({
  root,
  entry = 'packages/player/build/define.js',
  evidence = trackerAndQueue,
  budget = kept(),
  report,
}) {
  if (!existsSync(join(root, entry))) return none([`${entry} does not exist: build first.`])
  const { ours, first, muxPlayer } = await measurePlayer(root, entry)
  report?.(`our code ${ours} bytes, ${first} of them first, Mux Player ${muxPlayer} bytes (brotli)`)
  const gzip = budget.evidenceGzipBytes ? await measureEvidence(root, evidence) : 0
  if (gzip > 0) report?.(`tracker and queue ${gzip} bytes (gzip)`)
  const messages = []
  if (gzip > (budget.evidenceGzipBytes ?? 0)) {
    messages.push(`Tracker and queue are ${gzip} bytes after gzip; the budget is ${budget.evidenceGzipBytes}.`)
  }
  if (first > (budget.firstBrotliBytes ?? Infinity)) {
    messages.push(
      `What the player loads before a lesson is wanted is ${first} bytes after brotli; the budget is ${budget.firstBrotliBytes}. ` +
        'Import it with the lesson’s code (packages/player/src/composition.ts) instead.',
    )
  }
  if (ours <= budget.playerBrotliBytes) return none(messages)
  return none([
    ...messages,
    `Our code in the player is ${ours} bytes after brotli; the budget is ${budget.playerBrotliBytes}. Take something ` +
      'out, or raise the budget in scripts/config/size-budget.json and say in the commit what it buys.',
  ])
}
