import { assert } from 'chai'
import { localUnloadBackup } from '../../src/browser/local-unload-backup.js'

describe('local unload backup', () => {
  afterEach(() => {
    for (const [key] of localUnloadBackup.entries('')) localUnloadBackup.delete(key)
    localStorage.removeItem('ehr-lq/s/broken')
  })

  it('keeps values under their keys, apart from everything else on the origin', () => {
    localStorage.setItem('s/foreign', '1')
    localUnloadBackup.put('s/a/1', { v: 1 })
    localUnloadBackup.put('s/b/1', { v: 1 })
    assert.deepEqual(localUnloadBackup.entries('s/a/'), [['s/a/1', { v: 1 }]])
    localUnloadBackup.delete('s/a/1')
    assert.deepEqual(localUnloadBackup.entries('s/a/'), [])
    localStorage.removeItem('s/foreign')
  })

  it('makes nothing of what it cannot read', () => {
    localStorage.setItem('ehr-lq/s/broken', '{')
    assert.deepEqual(localUnloadBackup.entries('s/'), [['s/broken', null]])
  })
})
