import { assert } from 'chai'
import { createStore, type UseStore } from 'idb-keyval'
import { createIdbEvidenceStore } from '../../src/browser/idb-evidence-store.js'

let database = 0
const fresh = () => `evidence-${performance.now()}-${(database += 1)}`

describe('evidence store', () => {
  it('keeps records, and gives those under a prefix', async () => {
    const name = fresh()
    const open = () => createStore(name, 'kv')
    const store = createIdbEvidenceStore({ open })
    await store.set('s/a/1', { v: 1 })
    await store.set('s/b/1', { v: 2 })
    await store.delete('s/b/1')
    await store.set('s/a/2', { v: 3 })
    assert.strictEqual(store.storage, 'disk')
    // Another page of the same origin.
    const other = createIdbEvidenceStore({ open })
    assert.deepEqual(await other.entries('s/a/'), [
      ['s/a/1', { v: 1 }],
      ['s/a/2', { v: 3 }],
    ])
    assert.deepEqual(await other.entries('s/b/'), [])
  })

  it('changes a record in one transaction, or removes it', async () => {
    const name = fresh()
    const store = createIdbEvidenceStore({ open: () => createStore(name, 'kv') })
    await store.set('k', 1)
    await Promise.all([1, 2, 3].map(() => store.update('k', (stored) => Number(stored) + 1)))
    assert.deepEqual(await store.entries('k'), [['k', 4]])
    await store.update('k', () => undefined)
    assert.deepEqual(await store.entries('k'), [])
  })

  it('works from memory where the browser denies storage', async () => {
    const denied: UseStore = () => Promise.reject(new DOMException('denied', 'UnknownError'))
    const store = createIdbEvidenceStore({ open: () => denied })
    await store.set('k/1', 'kept')
    await store.update('k/1', (stored) => `${String(stored)} on`)
    assert.strictEqual(store.storage, 'memory')
    assert.deepEqual(await store.entries('k/'), [['k/1', 'kept on']])
    await store.delete('k/1')
    assert.deepEqual(await store.entries('k/'), [])
  })

  it('works from memory where opening throws', async () => {
    const store = createIdbEvidenceStore({
      open: () => {
        throw new DOMException('sandboxed', 'SecurityError')
      },
    })
    await store.set('k', 'kept')
    assert.deepEqual(await store.entries('k'), [['k', 'kept']])
  })

  it('gives a database up that never answers', async () => {
    const hanging: UseStore = () => new Promise(() => {})
    const store = createIdbEvidenceStore({ open: () => hanging, timeoutMs: 20 })
    await store.set('k', 'kept')
    assert.strictEqual(store.storage, 'memory')
    assert.deepEqual(await store.entries('k'), [['k', 'kept']])
  })

  it('lets nobody else wait for a database that is known not to answer', async () => {
    const hanging: UseStore = () => new Promise(() => {})
    let opened = 0
    let later: Promise<void> | undefined
    const store = createIdbEvidenceStore({
      open: () => {
        opened += 1
        // In the middle of the first call: its second try begins.
        if (opened === 2) setTimeout(() => void (later = store.set('k/2', 'later')))
        return hanging
      },
      timeoutMs: 40,
    })
    await store.set('k/1', 'first')
    await later
    assert.strictEqual(opened, 2)
    assert.deepEqual(await store.entries('k/'), [
      ['k/1', 'first'],
      ['k/2', 'later'],
    ])
  })

  it('opens the database again when its connection is gone', async () => {
    const name = fresh()
    let opened = 0
    const store = createIdbEvidenceStore({
      open: () => {
        opened += 1
        const healthy = createStore(name, 'kv')
        if (opened > 1) return healthy
        return () => Promise.reject(new DOMException('closed', 'InvalidStateError'))
      },
    })
    await store.set('k', 'kept')
    assert.strictEqual(store.storage, 'disk')
    assert.deepEqual(await store.entries('k'), [['k', 'kept']])
  })
})
