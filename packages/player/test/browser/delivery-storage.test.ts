import { isAcknowledgement } from '@enhancedhr/protocol/answers'
import { assert } from 'chai'
import { createStore } from 'idb-keyval'
import { createApiClient } from '@enhancedhr/element-kit/api-client'
import { createBrowserTabs } from '../../src/browser/browser-tabs.js'
import { createIdbEvidenceStore } from '../../src/browser/idb-evidence-store.js'
import { localUnloadBackup } from '../../src/browser/local-unload-backup.js'
import { createRecord } from '../../src/core/reporting/evidence-record.js'
import type { EvidenceStore } from '../../src/ports/evidence-store.js'
import { acknowledge, key, left, memoryUnloadBackup, memoryStore, Page, unreachable } from '../support/delivery-page.js'

describe('delivery over the browser’s storage and tabs', () => {
  const pages: Page[] = []
  const open = (store: EvidenceStore, backup = memoryUnloadBackup()) => {
    const page = new Page(store, backup)
    pages.push(page)
    return page
  }
  afterEach(() => {
    for (const page of pages.splice(0)) page.reporting.dispose()
  })

  it('case 69: neither a token nor anything personal is on the device, whatever was kept there', async () => {
    const name = `dump-${performance.now()}`
    const getToken = async (): Promise<string | null> => 'secret-token'
    const api = createApiClient({
      endpoint: '/api',
      authToken: () => 'secret-token',
      getAuthToken: () => getToken,
      headers: () => ({ 'x-learner': 'ann@example.org' }),
      fetch: () => Promise.reject(new TypeError('offline')),
    })
    const open = () => createStore(name, 'kv')
    const page = new Page(createIdbEvidenceStore({ open }), localUnloadBackup)
    pages.push(page)
    page.answer = () => api.post('/v1/progress', {}, isAcknowledgement)
    page.begin({ scope: 'dump' })
    page.play(3_000)
    await page.reporting.flush()
    page.fire('leaving')
    await page.reporting.flush()
    const entries = await createIdbEvidenceStore({ open }).entries('')
    const dump = JSON.stringify([entries, Object.entries(localStorage)])
    assert.include(dump, '"sessionId":"mine"')
    for (const word of ['secret', 'token', 'Bearer', 'ann', 'example.org']) assert.notInclude(dump, word)
    const members = entries.flatMap(([, stored]) => Object.keys(stored as object))
    const known = Object.keys(createRecord('session', 'lesson'))
    assert.deepEqual(
      [...new Set(members)].filter((member) => !known.includes(member)),
      [],
    )
    localUnloadBackup.delete(key('mine', 'dump'))
  })

  it('cases 43, 63: leaves alone what belongs to another scope, what another version wrote, and what a living page is writing', async () => {
    const absent = createBrowserTabs().present(key('alive'))
    const before = {
      [key('theirs', 'other')]: left('theirs'),
      [key('newer')]: { ...left('newer'), v: 2 },
      [key('alive')]: left('alive', { segments: [], openSegments: left('alive').segments }),
    }
    const store = memoryStore(before)
    const page = open(store)
    page.begin()
    page.play(2_000)
    await page.reporting.flush()
    assert.deepEqual([...new Set(page.sent.flatMap(({ reports }) => reports.map((r) => r.session_id)))], ['mine'])
    for (const [name, record] of Object.entries(before)) assert.deepEqual(store.kept.get(name), record)
    absent()
  })

  it('reports once that the browser denies storage', async () => {
    const denied = createIdbEvidenceStore({ open: () => () => Promise.reject(new DOMException('no', 'UnknownError')) })
    const page = open(denied)
    page.begin()
    page.play(3_000)
    await page.reporting.flush()
    page.play(3_000)
    await page.reporting.flush()
    assert.deepEqual(page.errors, ['storage_denied'])
    assert.strictEqual(page.reporting.status.storage, 'memory')
    assert.strictEqual(page.reporting.status.pending, 0)
  })

  it('case 62: sends after a reload what a dead page had in the real database', async () => {
    const name = `delivery-${performance.now()}`
    const first = open(createIdbEvidenceStore({ open: () => createStore(name, 'kv') }))
    first.answer = unreachable
    first.begin({ sessionId: 'first' })
    first.play(5_000)
    await first.reporting.flush()

    const second = open(createIdbEvidenceStore({ open: () => createStore(name, 'kv') }))
    second.date = first.date + 60_000
    const found = new Promise<void>((resolve) => {
      second.answer = (sent) => {
        if (sent.reports.some((report) => report.session_id === 'first')) resolve()
        return acknowledge(sent)
      }
    })
    second.begin({ sessionId: 'second' })
    await found
    const [report] = second.sent.flatMap(({ reports }) => reports).filter((r) => r.session_id === 'first')
    assert.deepEqual([report!.watched_segments[0]!.from, report!.watched_segments[0]!.to], [0, 5])
  })
})
