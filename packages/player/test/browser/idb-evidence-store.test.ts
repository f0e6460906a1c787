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

  it('case 45: changes a record in one transaction, or removes it', async () => {
    const name = fresh()
    const store = createIdbEvidenceStore({ open: () => createStore(name, 'kv') })
    await store.set('k', 1)
    await Promise.all([1, 2, 3].map(() => store.update('k', (stored) => Number(stored) + 1)))
    assert.deepEqual(await store.entries('k'), [['k', 4]])
    await store.update('k', () => undefined)
    assert.deepEqual(await store.entries('k'), [])
  })

  it('case 34: works from memory where the browser denies storage', async () => {
    const denied: UseStore = () => Promise.reject(new DOMException('denied', 'UnknownError'))
    const store = createIdbEvidenceStore({ open: () => denied })
    await store.set('k/1', 'kept')
    await store.update('k/1', (stored) => `${String(stored)} on`)
    assert.strictEqual(store.storage, 'memory')
    assert.deepEqual(await store.entries('k/'), [['k/1', 'kept on']])
    await store.delete('k/1')
    assert.deepEqual(await store.entries('k/'), [])
  })

  it('case 33: works from memory where there is no database at all', async () => {
    const store = createIdbEvidenceStore({
      open: () => {
        throw new ReferenceError('indexedDB is not defined')
      },
    })
    await store.set('k', 'kept')
    assert.deepEqual(await store.entries('k'), [['k', 'kept']])
  })

  it('case 35: gives a database up that never answers', async () => {
    const hanging: UseStore = () => new Promise(() => {})
    const store = createIdbEvidenceStore({ open: () => hanging, timeoutMs: 20 })
    await store.set('k', 'kept')
    assert.strictEqual(store.storage, 'memory')
    assert.deepEqual(await store.entries('k'), [['k', 'kept']])
  })

  it('does not take a page that stood still for a database that does not answer', async () => {
    const name = fresh()
    const open = (): UseStore => {
      const real = createStore(name, 'kv')
      return (mode, work) => {
        const answer = real(mode, work)
        const end = performance.now() + 2_100
        while (performance.now() < end);
        return answer
      }
    }
    const store = createIdbEvidenceStore({ open, timeoutMs: 2_000 })
    await store.set('k', 'kept')
    assert.strictEqual(store.storage, 'disk')
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

  it('case 37: opens the database again when its connection is gone', async () => {
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

  it('case 36: does not block anyone who deletes or upgrades the database', async () => {
    const name = fresh()
    const store = createIdbEvidenceStore({ open: () => createStore(name, 'kv') })
    await store.set('k', 'kept')
    await deleted(name)
    await store.set('k', 'again')
    assert.strictEqual(store.storage, 'disk')
    assert.deepEqual(await store.entries('k'), [['k', 'again']])
  })

  it('case 38: goes on when the data of the site was cleared in the middle of a lesson', async () => {
    const name = fresh()
    const store = createIdbEvidenceStore({ open: () => createStore(name, 'kv') })
    await store.set('s/1', 'first')
    await deleted(name)
    assert.deepEqual(await store.entries('s/'), [])
    await store.set('s/1', 'second')
    assert.deepEqual(await createIdbEvidenceStore({ open: () => createStore(name, 'kv') }).entries('s/'), [
      ['s/1', 'second'],
    ])
  })

  it('case 39: takes to memory when the connection is lost again and again, and to the disk when it works', async () => {
    const name = fresh()
    let lost = 6
    const store = createIdbEvidenceStore({
      open: () => {
        const healthy = createStore(name, 'kv')
        return (mode, work) => {
          lost -= 1
          if (lost >= 0)
            return Promise.reject(new DOMException('Connection to Indexed Database server lost', 'UnknownError'))
          return healthy(mode, work)
        }
      },
      probeAfterMs: 0,
    })
    for (let write = 1; write <= 3; write += 1) await store.set(`k/${write}`, write)
    assert.strictEqual(store.storage, 'memory')
    while (store.storage === 'memory') await store.set('k/4', 4)
    const other = createIdbEvidenceStore({ open: () => createStore(name, 'kv') })
    assert.deepEqual(
      (await other.entries('k/')).map(([key]) => key),
      ['k/1', 'k/2', 'k/3', 'k/4'],
    )
  })

  it('case 40: writes again what was given up in the middle of a transaction', async () => {
    const name = fresh()
    let aborts = 1
    const store = createIdbEvidenceStore({
      open: () => {
        const healthy = createStore(name, 'kv')
        return (mode, work) =>
          healthy(mode, (kv) => {
            const done = work(kv)
            if (aborts-- > 0) kv.transaction.abort()
            return done
          })
      },
    })
    await store.set('k', 'kept')
    assert.strictEqual(store.storage, 'disk')
    assert.deepEqual(await store.entries('k'), [['k', 'kept']])
  })

  it('takes off a full disk what was acknowledged, though it takes no more', async () => {
    const name = fresh()
    let full = false
    const store = createIdbEvidenceStore({
      open: () => {
        const healthy = createStore(name, 'kv')
        return (mode, work) =>
          healthy(mode, (kv) => {
            const put = kv.put.bind(kv)
            kv.put = (...args) => {
              if (full) throw new DOMException('full', 'QuotaExceededError')
              return put(...args)
            }
            return work(kv)
          })
      },
    })
    await store.set('s/1', 'one')
    await store.set('s/2', 'two')
    full = true
    await store.set('s/3', 'three')
    assert.strictEqual(store.storage, 'memory')
    await store.delete('s/1')
    await store.update('s/2', () => undefined)
    const other = createIdbEvidenceStore({ open: () => createStore(name, 'kv') })
    while ((await other.entries('s/')).length > 0);
    assert.deepEqual(await store.entries('s/'), [['s/3', 'three']])
  })
})

/** Fails where a connection does not let go. */
function deleted(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = request.onblocked = () => reject(new Error('The database could not be deleted.'))
  })
}
