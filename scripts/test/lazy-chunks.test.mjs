import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { assert } from 'chai'
import { rollup } from 'rollup'
import { lazyChunks } from '../config/lazy-chunks.mjs'
import { minify } from '../config/minify.mjs'

const fixture = fileURLToPath(new URL('fixtures/size/lazy-entry.js', import.meta.url))

/** Builds sources by name, as a script for a page is built, and imports the entry; `then` looks at what it left behind. */
async function withBuilt(sources, { address = '', plugins = [] }, then) {
  const folder = mkdtempSync(join(tmpdir(), 'ehr-lazy-'))
  try {
    const found = { name: 'sources', resolveId: (id) => (id in sources ? id : null), load: (id) => sources[id] }
    const bundle = await rollup({ input: 'entry', plugins: [found, ...plugins] })
    const names = { entryFileNames: 'entry.js', chunkFileNames: '[name]-[hash].js' }
    await bundle.write({ dir: folder, format: 'es', ...names, plugins: [lazyChunks()] })
    await bundle.close()
    await import(pathToFileURL(join(folder, 'entry.js')) + address)
    await then(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    for (const name of ['lazy', 'own', 'runs']) delete globalThis[name]
  }
}

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
    await withBuilt(sources, {}, async () => {
      const { given } = await globalThis.lazy()
      assert.deepEqual(given, globalThis.own)
    })
  })

  const counted = (name, code) => `(globalThis.runs ??= []).push('${name}'); ${code}`
  for (const [how, plugins] of [
    ['as written', []],
    ['minified', minify()],
  ]) {
    it(`load further chunks, which get what is shared from whoever has it, and each runs once (${how})`, async () => {
      const sources = {
        entry: counted(
          'entry',
          `import { base } from 'shared'; globalThis.lazy = () => import('lesson').then((m) => m.open(base))`,
        ),
        shared: counted('shared', `export const base = { name: 'base' }; export const deep = { name: 'deep' }`),
        lesson: counted(
          'lesson',
          `import { base } from 'shared'; export const words = { name: 'words' };
           export const open = async (given) => [given === base, words, await (await import('panel')).show(), await (await import('keys')).show()]`,
        ),
        panel: counted(
          'panel',
          `import { words } from 'lesson'; import { frame } from 'frame';
           export const show = async () => [words, frame, (await import('detail')).detail()]`,
        ),
        keys: counted('keys', `import { frame } from 'frame'; export const show = () => frame`),
        frame: counted('frame', `import { base } from 'shared'; export const frame = { base }`),
        detail: counted(
          'detail',
          `import { words } from 'lesson'; import { frame } from 'frame'; import { deep } from 'shared'; export const detail = () => [words, frame, deep]`,
        ),
      }
      await withBuilt(sources, { address: '?v=2', plugins }, async (folder) => {
        for (const file of readdirSync(folder)) {
          assert.notMatch(readFileSync(join(folder, file), 'utf8'), /\bfrom ?["']|import ?["']/)
        }
        const [isSame, words, [panelWords, frame, detail], keysFrame] = await globalThis.lazy()
        assert.isTrue(isSame)
        assert.equal(panelWords, words)
        assert.equal(keysFrame, frame)
        assert.deepEqual(
          detail.map((value, place) => (place < 2 ? value === [words, frame][place] : value.name)),
          [true, true, 'deep'],
        )
        assert.equal(frame.base.name, 'base')
        await globalThis.lazy()
        assert.sameMembers(globalThis.runs, ['shared', 'entry', 'lesson', 'frame', 'panel', 'keys', 'detail'])
      })
    })
  }
})
