import { assert } from 'chai'
import { localSpill } from '../../src/browser/local-unload-backup.js'

describe('local spill', () => {
  afterEach(() => {
    for (const [key] of localSpill.entries('')) localSpill.delete(key)
    localStorage.removeItem('ehr-lq/s/broken')
  })

  it('keeps values under their keys, apart from everything else on the origin', () => {
    localStorage.setItem('s/foreign', '1')
    localSpill.put('s/a/1', { v: 1 })
    localSpill.put('s/b/1', { v: 1 })
    assert.deepEqual(localSpill.entries('s/a/'), [['s/a/1', { v: 1 }]])
    localSpill.delete('s/a/1')
    assert.deepEqual(localSpill.entries('s/a/'), [])
    localStorage.removeItem('s/foreign')
  })

  it('makes nothing of what it cannot read', () => {
    localStorage.setItem('ehr-lq/s/broken', '{')
    assert.deepEqual(localSpill.entries('s/'), [['s/broken', null]])
  })
})
