import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { assert } from 'chai'
import { rollup } from 'rollup'
import { lazyChunks } from '../config/lazy-chunks.mjs'
import { minify } from '../config/minify.mjs'

const fixture = fileURLToPath(new URL('fixtures/size/lazy-entry.js', import.meta.url))

describe('chunks of a script for a page', () => {
  it('share with the entry what it has, whatever address the entry was loaded from, and run nothing twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ehr-lazy-'))
    try {
      const bundle = await rollup({ input: fixture, plugins: minify() })
      const names = { entryFileNames: 'entry.js', chunkFileNames: 'lazy-[hash].js' }
      await bundle.write({ dir: folder, format: 'es', ...names, plugins: [lazyChunks()] })
      await bundle.close()
      assert.lengthOf(readdirSync(folder), 2)
      for (const file of readdirSync(folder)) {
        assert.notMatch(readFileSync(join(folder, file), 'utf8'), /\bfrom ?["']|import ?["']/)
      }
      await import(`${pathToFileURL(join(folder, 'entry.js'))}?v=2`)
      assert.isTrue(await globalThis.lazy())
      assert.equal(globalThis.runsOfShared, 1)
    } finally {
      rmSync(folder, { recursive: true, force: true })
      delete globalThis.lazy
      delete globalThis.runsOfShared
    }
  })

  it('get what the entry has under every name of one letter, as minifying gives them', async () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_']
    const sources = {
      entry: `import { ${letters} } from 'shared'; globalThis.own = [${letters}]; globalThis.lazy = () => import('lazy')`,
      lazy: `import { ${letters} } from 'shared'; export const given = [${letters}]`,
      shared: letters.map((letter) => `export const ${letter} = () => '${letter}'`).join(';'),
    }
    const folder = mkdtempSync(join(tmpdir(), 'ehr-lazy-'))
    try {
      const bundle = await rollup({
        input: 'entry',
        plugins: [{ name: 'sources', resolveId: (id) => (id in sources ? id : null), load: (id) => sources[id] }],
      })
      const names = { entryFileNames: 'entry.js', chunkFileNames: 'lazy-[hash].js' }
      await bundle.write({ dir: folder, format: 'es', ...names, plugins: [lazyChunks()] })
      await bundle.close()
      await import(pathToFileURL(join(folder, 'entry.js')))
      const { given } = await globalThis.lazy()
      assert.deepEqual(given, globalThis.own)
    } finally {
      rmSync(folder, { recursive: true, force: true })
      delete globalThis.lazy
      delete globalThis.own
    }
  })
})
