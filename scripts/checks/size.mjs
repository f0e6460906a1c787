import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { measureEvidence, measureFile, measurePlayer } from '../check-size.mjs'
import { configFile, none } from './tool.mjs'

export const name = 'size'
export const enforces =
  'What every lesson loads of our code, and the part of it that runs before a lesson is wanted, stay within their brotli ' +
  'budgets, beside Mux Player’s size, and so does the studio; tracker and queue together within 8 kB of gzip.'

const kept = () => JSON.parse(readFileSync(configFile('size-budget.json'), 'utf8'))

const STUDIO = 'packages/studio/dist/ehr-studio.js'
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
  const { lesson, first, others, muxPlayer } = await measurePlayer(root, entry)
  report?.(`every lesson ${lesson} bytes, ${first} of them first, Mux Player ${muxPlayer} bytes (brotli)`)
  for (const [chunk, bytes] of Object.entries(others)) report?.(`${chunk} ${bytes} bytes, where it is used`)
  const studio = budget.studioBrotliBytes ? measureFile(join(root, STUDIO)) : null
  if (studio !== null) report?.(`the studio ${studio} bytes (brotli)`)
  const gzip = budget.evidenceGzipBytes ? await measureEvidence(root, evidence) : 0
  if (gzip > 0) report?.(`tracker and queue ${gzip} bytes (gzip)`)
  const messages = []
  if (gzip > (budget.evidenceGzipBytes ?? 0)) {
    messages.push(`Tracker and queue are ${gzip} bytes after gzip; the budget is ${budget.evidenceGzipBytes}.`)
  }
  if (studio !== null && studio > budget.studioBrotliBytes) {
    messages.push(`The studio is ${studio} bytes after brotli; the budget is ${budget.studioBrotliBytes}.`)
  }
  if (first > (budget.firstBrotliBytes ?? Infinity)) {
    messages.push(
      `What the player loads before a lesson is wanted is ${first} bytes after brotli; the budget is ${budget.firstBrotliBytes}. ` +
        'Import it with the lesson’s code (packages/player/src/composition.ts) instead.',
    )
  }
  if (lesson <= budget.lessonBrotliBytes) return none(messages)
  return none([
    ...messages,
    `What every lesson loads of our code is ${lesson} bytes after brotli; the budget is ${budget.lessonBrotliBytes}. Load what ` +
      'not every lesson uses by import(), or raise the budget in scripts/config/size-budget.json and say in the commit what it buys.',
  ])
}
