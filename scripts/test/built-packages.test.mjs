import { fileURLToPath } from 'node:url'
import { assert } from 'chai'
import { run as findSecrets } from '../checks/secrets.mjs'
import { run as importEntries } from '../checks/side-effects.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the built packages', () => {
  it('hold no key, credential or token in what a browser loads', async () => {
    assert.deepEqual(await findSecrets({ root }), { ok: true, messages: [] })
  })

  it('do nothing when they are imported in Node', async () => {
    assert.deepEqual(await importEntries({ root }), { ok: true, messages: [] })
  })
})
