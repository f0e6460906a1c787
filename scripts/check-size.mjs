import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { rollup } from 'rollup'
import { lazyChunks } from './config/lazy-chunks.mjs'
import { minify } from './config/minify.mjs'
import { workspaceModules } from './config/workspace-modules.mjs'

function brotli(code) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT }
  return brotliCompressSync(Buffer.from(code), { params }).length
}

/** Bytes after brotli of a file that is published as it is. */
export function measureFile(file) {
  return brotli(readFileSync(file, 'utf8'))
}

/** The text of Mux Player's chunk, as the entry loads it: an older build may have left others beside it. */
function muxPlayerOf(folder, entry) {
  const file = join(folder, entry)
  const name = existsSync(file) && /["']\.\/(ehr-mux-player-[\w-]+\.js)["']/.exec(readFileSync(file, 'utf8'))?.[1]
  return name ? readFileSync(join(folder, name), 'utf8') : ''
}

/** Chunks, and all that they import other than by `import()`. */
function withImports(chunks, output) {
  const found = new Set(chunks)
  for (const { imports } of found) for (const chunk of output) if (imports.includes(chunk.fileName)) found.add(chunk)
  return found
}

/**
 * Bytes after brotli of what a page loads, bundled and minified as it is published. `lesson` is what every lesson loads but Mux
 * Player (our code, lit, the queue's storage), `first` is what of it runs before a lesson is wanted, `others` are by name the languages and the
 * chunks that are loaded where a lesson uses them, and `muxPlayer` is Mux Player's chunk.
 */
export async function measurePlayer(root, entry = 'packages/player/build/define.js') {
  const bundle = await rollup({
    input: join(root, entry),
    external: (id) => id.startsWith('@mux/') || id.startsWith('media-chrome'),
    plugins: [workspaceModules, nodeResolve({ browser: true, exportConditions: ['production'] }), ...minify()],
    onwarn: () => {},
  })
  const { output } = await bundle.generate({ format: 'es', plugins: [lazyChunks()] })
  await bundle.close()
  const sizeOf = (chunks) => [...chunks].reduce((sum, { code }) => sum + brotli(code), 0)
  const first = withImports(
    output.filter(({ isEntry }) => isEntry),
    output,
  )
  const loads = [...first].flatMap(({ dynamicImports }) => dynamicImports)
  // A lesson in another language does without it.
  const isNeeded = ({ fileName, name }) => loads.includes(fileName) && name !== 'english'
  const lesson = withImports([...first, ...output.filter(isNeeded)], output)
  const others = output.filter((chunk) => !lesson.has(chunk))
  const code = muxPlayerOf(join(root, 'packages/player/dist'), 'ehr-lesson-player.js')
  return {
    lesson: sizeOf(lesson),
    first: sizeOf(first),
    others: Object.fromEntries(others.map((chunk) => [chunk.name, brotli(chunk.code)])),
    muxPlayer: code ? brotli(code) : 0,
  }
}

/** Bytes after gzip of what collects and queues evidence: these modules and all that they import, as one minified file. */
export async function measureEvidence(root, modules) {
  const entry = modules.map((file) => `export * from ${JSON.stringify(join(root, file))}`).join('\n')
  const bundle = await rollup({
    input: 'evidence',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'evidence' ? id : null),
        load: (id) => (id === 'evidence' ? entry : null),
      },
      nodeResolve({ browser: true, exportConditions: ['production'] }),
      terser({ module: true }),
    ],
    onwarn: () => {},
  })
  const { output } = await bundle.generate({ format: 'es' })
  await bundle.close()
  return output.reduce((sum, { code }) => sum + (code ? gzipSync(code, { level: 9 }).length : 0), 0)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { lesson, first, others, muxPlayer } = await measurePlayer(fileURLToPath(new URL('..', import.meta.url)))
  const kB = (bytes) => (bytes / 1_000).toFixed(1)
  const rest = Object.entries(others).map(([name, bytes]) => `${name} ${kB(bytes)}`)
  console.log(`Our code of every lesson: ${kB(lesson)} kB, ${kB(first)} kB of it before a lesson is wanted. (brotli)`)
  if (rest.length > 0) console.log(`Loaded where it is used, in kB: ${rest.join(', ')}.`)
  console.log(`Mux Player: ${kB(muxPlayer)} kB.`)
}
