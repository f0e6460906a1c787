import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { rollup } from 'rollup'
import { lazyChunks } from './config/lazy-chunks.mjs'
import { minify } from './config/minify.mjs'

function brotli(code) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT }
  return brotliCompressSync(Buffer.from(code), { params }).length
}

/** The text of Mux Player's chunk, as the entry loads it: an older build may have left others beside it. */
function muxPlayerOf(folder, entry) {
  const file = join(folder, entry)
  const name = existsSync(file) && /["']\.\/(ehr-mux-player-[\w-]+\.js)["']/.exec(readFileSync(file, 'utf8'))?.[1]
  return name ? readFileSync(join(folder, name), 'utf8') : ''
}

/** The chunks that run before an entry does: itself, and all that it imports other than by `import()`. */
function firstOf(output) {
  const found = new Set(output.filter(({ isEntry }) => isEntry))
  for (const { imports } of found) for (const chunk of output) if (imports.includes(chunk.fileName)) found.add(chunk)
  return [...found]
}

/**
 * Bytes after brotli of what a page loads, bundled and minified as it is published: `ours` is everything but Mux Player (our code,
 * lit, the queue's storage), `first` is what of it runs before a lesson is wanted, and `muxPlayer` is Mux Player's chunk.
 */
export async function measurePlayer(root, entry = 'packages/player/build/define.js') {
  const bundle = await rollup({
    input: join(root, entry),
    external: (id) => id.startsWith('@mux/'),
    plugins: [nodeResolve({ browser: true, exportConditions: ['production'] }), ...minify()],
    onwarn: () => {},
  })
  const { output } = await bundle.generate({ format: 'es', plugins: [lazyChunks()] })
  await bundle.close()
  const sizeOf = (chunks) => chunks.reduce((sum, { code }) => sum + (code ? brotli(code) : 0), 0)
  const ours = sizeOf(output)
  const first = sizeOf(firstOf(output))
  const code = muxPlayerOf(join(root, 'packages/player/dist'), 'ehr-lesson-player.js')
  const muxPlayer = code ? brotli(code) : 0
  return { ours, first, muxPlayer }
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
  const { ours, first, muxPlayer } = await measurePlayer(fileURLToPath(new URL('..', import.meta.url)))
  const kB = (bytes) => (bytes / 1_000).toFixed(1)
  console.log(
    `Our code: ${kB(ours)} kB, ${kB(first)} kB of it before a lesson is wanted. Mux Player: ${kB(muxPlayer)} kB. (brotli)`,
  )
}
