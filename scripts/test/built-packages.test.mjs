import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from 'chai'
import { run as findSecrets } from '../checks/secrets.mjs'
import { run as importEntries } from '../checks/side-effects.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the built packages', () => {
  it('hold no key, credential or token in what a browser loads', async () => {
    assert.deepEqual(await findSecrets({ root }), { ok: true, messages: [] })
  })

  it('are one file for those who must copy one, and otherwise an entry that loads Mux Player by itself', () => {
    const loads = (file) => {
      const code = readFileSync(join(root, 'packages/player/dist', file), 'utf8')
      return [...code.matchAll(/(?:from|import)\s*\(?\s*["']([./@][^"']*)["']/g)].map(([, name]) => name)
    }
    assert.deepEqual(loads('ehr-lesson-player.bundle.js'), [])
    const [chunk, ...others] = loads('ehr-lesson-player.js')
    assert.match(chunk, /^\.\/ehr-mux-player-[\w-]+\.js$/)
    assert.deepEqual(others, [])
  })

  it('do nothing when they are imported in Node', async () => {
    assert.deepEqual(await importEntries({ root }), { ok: true, messages: [] })
  })
})
