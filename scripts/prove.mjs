import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { requireNode } from './require-node.mjs'

requireNode()

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'scripts/proofs')
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.replace('.mjs', ''))
const usage = `
Usage: pnpm prove <name> [--seed <number>] [--runs <number>] [--only <part>,<part>] [--profile <name>] [--json <file>]

The long form of a proof whose short form is in \`npm test\`. Prints the seed, which repeats the run. A proof in parts
names them in its docs, and one with profiles too; \`--json\` writes the counts of one that counts. There are:
${names.join(', ')}.
`.trim()

function parse([name, ...args]) {
  if (!names.includes(name)) throw new Error(usage)
  const options = { root, seed: Date.now() % 2 ** 31, runs: undefined, only: undefined }
  const texts = ['only', 'profile', 'json']
  for (let i = 0; i < args.length; i += 2) {
    const key = args[i].replace(/^--/, '')
    const value = texts.includes(key) ? args[i + 1] : Number(args[i + 1])
    const isRight = texts.includes(key) ? value !== undefined : Number.isSafeInteger(value)
    if (!['seed', 'runs', ...texts].includes(key) || !isRight) throw new Error(usage)
    options[key] = value
  }
  return { name, options }
}

let chosen
try {
  chosen = parse(process.argv.slice(2).filter((argument) => argument !== '--'))
} catch (error) {
  console.error(error.message)
  process.exit(process.argv.includes('--help') ? 0 : 2)
}

try {
  const { install } = await import('./install.mjs')
  await install()
  const { build } = await import('./build.mjs')
  await build()
  const { prove } = await import(`./proofs/${chosen.name}.mjs`)
  // A proof answers whether it holds; what it found it prints itself.
  process.exitCode = (await prove(chosen.options)) ? 0 : 1
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
