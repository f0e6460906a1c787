import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { requireNode } from './require-node.mjs'

requireNode()

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'packages/bench')
const names = readdirSync(join(folder, 'src'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
const usage = `
Usage: pnpm bench <name> [its options]

Measures one thing beside a peer or a limit, in one run, and prints a table. There are: ${names.join(', ')}.
`.trim()

/**
 * A measurement looks inside the packages, so it is bundled from their sources, with what they need; the libraries that
 * the measurements themselves name stay as they are installed.
 */
async function bundle(name) {
  const { build } = createRequire(join(folder, 'package.json'))('esbuild')
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const outfile = join(folder, 'build', `${name}.mjs`)
  await build({
    entryPoints: [join(folder, 'src', `${name}.bench.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: Object.keys({ ...dependencies, ...devDependencies }).flatMap((library) => [library, `${library}/*`]),
    // What is bundled may be CommonJS and ask for a module of Node's.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
  })
  return outfile
}

const [name, ...args] = process.argv.slice(2).filter((argument) => argument !== '--')
if (!names.includes(name)) {
  console.error(usage)
  process.exit(name === '--help' || name === '-h' ? 0 : 2)
}
try {
  const { install } = await import('./install.mjs')
  await install()
  const { build } = await import('./build.mjs')
  await build()
  const module = await import(pathToFileURL(await bundle(name)).href)
  await module.run(args)
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
