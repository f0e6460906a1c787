import { assert } from 'chai'
import { type EvidenceRecord } from '../../src/core/reporting/evidence-record.js'
import type { EvidenceStore } from '../../src/ports/evidence-store.js'
import {
  acknowledge,
  key,
  left,
  memoryUnloadBackup,
  memoryStore,
  Page,
  turn,
  unreachable,
} from '../support/delivery-page.js'
import { loneTab } from '../support/lone-tab.js'

describe('delivery', () => {
  const pages: Page[] = []
  const open = (store: EvidenceStore, backup = memoryUnloadBackup()) => {
    const page = new Page(store, backup, loneTab)
    pages.push(page)
    return page
  }
  afterEach(() => {
    for (const page of pages.splice(0)) page.reporting.dispose()
  })

  it('case 1: reports every fifteen seconds of playing and forgets what was acknowledged', async () => {
    const store = memoryStore()
    const page = open(store)
    page.begin()
    page.play(31_000)
    await page.reporting.flush()
    assert.isAtLeast(page.sent.length, 2)
    assert.strictEqual(page.reporting.status.pending, 0)
    assert.deepEqual(page.reporting.watchedHere('lesson'), [])
    assert.isFalse(store.kept.has(key('mine')))
  })

  it('sends what was played last when a wait is over, though nothing plays any more', async () => {
    const page = open(memoryStore())
    page.answer = unreachable
    page.begin()
    page.play(15_000)
    await page.reporting.flush()
    page.play(250)
    page.paused = true
    page.sample('pause')
    page.sample('rest')
    page.answer = acknowledge
    page.now += 5_000
    page.date += 5_000
    while (page.reporting.status.pending > 0) await turn()
    const sent = page.sent.at(-1)?.reports[0]?.watched_segments.at(-1)
    assert.strictEqual(sent?.to, 15.25)
  })

  it('tries again though the timer came a fraction of a millisecond early', async () => {
    const page = open(memoryStore())
    page.answer = unreachable
    page.begin()
    page.play(1_000)
    await page.reporting.flush()
    page.answer = acknowledge
    const over = page.now + 500
    let looks = 0
    Object.defineProperty(page, 'now', { get: () => (looks++ === 0 ? over - 0.25 : over) })
    while (page.reporting.status.pending > 0) await turn()
    assert.isAbove(looks, 1)
  })

  it('case 7: sends what fell due during a request as soon as that one is answered', async () => {
    const page = open(memoryStore())
    let answer = (): void => undefined
    page.answer = (sent) => new Promise((resolve) => (answer = () => resolve(acknowledge(sent))))
    page.begin()
    page.play(15_250)
    while (page.sent.length === 0) await turn()
    page.play(15_250)
    page.answer = acknowledge
    answer()
    while (page.numbers('mine').length < 2) await turn()
    assert.deepEqual(page.numbers('mine'), [1, 2])
  })

  it('case 15: 408, 425 and 429 are tried again, and nothing is given up', async () => {
    for (const status of [408, 425, 429]) {
      const page = open(memoryStore())
      page.answer = () => ({ kind: 'problem', status, code: 'rate_limited', retryable: true, retryAfter: null })
      page.begin({ scope: `scope-${status}` })
      page.play(2_000)
      assert.isAbove((await page.reporting.flush()).pending, 0)
      page.answer = acknowledge
      assert.strictEqual((await page.reporting.flush()).pending, 0)
      assert.strictEqual(page.reporting.status.dropped, 0)
    }
  })

  it('case 46: a page that is hidden has everything on the disk and sends it', async () => {
    const store = memoryStore()
    const page = open(store)
    const written: EvidenceRecord[] = []
    page.answer = (sent) => {
      written.push(store.kept.get(key('mine')) as EvidenceRecord)
      return acknowledge(sent)
    }
    page.begin()
    page.play(2_300)
    page.visible = false
    page.fire('hidden')
    while (page.reporting.status.pending > 0) await turn()
    assert.strictEqual(written[0]!.segments.at(-1)!.to, 2_300)
    assert.isTrue(page.sent[0]!.keepalive)
  })

  it('case 51: a frozen page has given everything its numbers, and goes on with the next when it is thawed', async () => {
    const store = memoryStore()
    const page = open(store)
    page.answer = unreachable
    page.begin()
    page.play(2_000)
    page.fire('frozen')
    await turn()
    const record = store.kept.get(key('mine')) as EvidenceRecord
    assert.deepEqual([record.segments.at(-1)!.to, record.openSegments.length], [2_000, 0])
    page.fire('returned')
    page.answer = acknowledge
    page.play(1_000)
    await page.reporting.flush()
    assert.deepEqual(page.numbers('mine'), [1, 2])
  })

  it('case 56: what is too much for a page that goes is sent from the oldest on, and the rest stays', async () => {
    const store = memoryStore()
    const backup = memoryUnloadBackup()
    const page = open(store, backup)
    page.answer = unreachable
    page.begin()
    for (let stretch = 0; stretch < 400; stretch += 1) {
      page.play(250)
      page.paused = true
      page.sample('pause')
      page.sample('rest')
    }
    page.fire('leaving')
    const farewell = page.sent.findLast(({ keepalive }) => keepalive)!
    assert.isAtMost(JSON.stringify(farewell).length, 16_400)
    assert.strictEqual(farewell.reports[0]!.watched_segments[0]!.n, 1)
    assert.isAbove(page.reporting.status.pending, 300)
    // Only the newest fit beside what the disk holds already.
    const [[, backedUp] = []] = backup.entries(key('mine'))
    assert.isAtMost(JSON.stringify(backedUp).length, 32 * 1024)
    assert.strictEqual((backedUp as EvidenceRecord).segments.at(-1)!.n, 400)
  })

  it('case 71: another endpoint’s evidence waits until a grant of that endpoint came', async () => {
    const store = memoryStore({ [key('mine')]: left('mine') })
    const page = open(store)
    page.begin({ endpoint: '/other', sessionId: 'theirs' })
    page.play(2_000)
    await page.reporting.flush()
    assert.deepEqual(page.numbers('mine'), [])
    assert.isTrue(store.kept.has(key('mine')))
  })

  it('keeps what one learner played last when another’s grant comes in the middle of a write', async () => {
    const store = memoryStore()
    let release = (): void => undefined
    const slow: EvidenceStore = {
      ...store,
      set: (name, value) => new Promise<void>((resolve) => (release = resolve)).then(() => store.set(name, value)),
    }
    const page = open(slow)
    page.answer = unreachable
    page.begin()
    page.play(2_300)
    page.begin({ scope: 'another', sessionId: 'theirs' })
    for (let writes = 0; writes < 5; writes += 1) {
      release()
      await turn()
    }
    const record = store.kept.get(key('mine')) as EvidenceRecord
    assert.strictEqual(record.segments.at(-1)!.to, 2_300)
  })

  it('cases 83, 89: reports the duration as the media element names it now, and none where it has no end', async () => {
    const page = open(memoryStore())
    page.duration = Infinity
    page.begin()
    page.play(1_000)
    await page.reporting.flush()
    assert.isNull(page.sent.at(-1)!.reports[0]!.duration)
    page.duration = 599.9
    page.paused = true
    page.sample('pause')
    await page.reporting.flush()
    assert.strictEqual(page.sent.at(-1)!.reports[0]!.duration, 599.9)
  })

  it('says that it waits only when something failed', async () => {
    const page = open(memoryStore())
    page.begin()
    page.play(3_000)
    assert.strictEqual(page.reporting.status.state, 'saving')
    assert.isAbove(page.reporting.status.pending, 0)
    page.answer = () => ({ kind: 'problem', status: 503, code: 'overloaded', retryable: true, retryAfter: 30 })
    await page.reporting.flush()
    assert.strictEqual(page.reporting.status.state, 'waiting')
    assert.notInclude(
      page.status.slice(0, -1).map(({ state }) => state),
      'waiting',
    )
  })

  it('writes a checkpoint about every second, with the open segments unchanged', async () => {
    const store = memoryStore()
    const page = open(store)
    page.answer = unreachable
    page.begin()
    page.play(3_300)
    await turn()
    const record = store.kept.get(key('mine')) as EvidenceRecord
    assert.strictEqual(record.openSegments.length, 1)
    assert.isAtLeast(record.openSegments[0]!.to, 2_000)
  })

  it('sends what an earlier page left, and removes it when it is acknowledged', async () => {
    const store = memoryStore({ [key('old')]: left('old') })
    const page = open(store)
    page.begin()
    while (store.kept.has(key('old'))) await turn()
    assert.deepEqual(page.numbers('old'), [1])
  })

  it('never sends one scope’s evidence after a grant named another', async () => {
    const store = memoryStore()
    const page = open(store)
    page.answer = unreachable
    page.begin()
    page.play(2_000)
    await page.reporting.flush()
    page.reporting.end()
    await page.reporting.flush()
    page.sent.length = 0
    page.answer = acknowledge
    page.begin({ scope: 'another', sessionId: 'theirs' })
    page.play(2_000)
    await page.reporting.flush()
    assert.deepEqual(page.numbers('mine'), [])
    assert.isTrue(store.kept.has(key('mine')))
  })

  it('gives everything its numbers when the page goes, and sends it in the same task', () => {
    const page = open(memoryStore())
    page.begin()
    page.play(4_000)
    page.fire('leaving')
    const farewell = page.sent.at(-1)!
    assert.isTrue(farewell.keepalive)
    assert.strictEqual(farewell.reports[0]!.watched_segments.at(-1)!.to, 4)
  })

  it('sends the numbers of a page that went, not those of its last checkpoint, and at once', async () => {
    const [store, backup] = [memoryStore(), memoryUnloadBackup()]
    const page = open(store, backup)
    page.answer = unreachable
    page.begin()
    page.play(4_600)
    await turn()
    const checkpoint = store.kept.get(key('mine'))
    page.fire('leaving')
    await turn()
    // What a reload does to a write that begins while the page goes.
    store.kept.set(key('mine'), checkpoint)

    const next = open(store, backup)
    next.date = page.date + 500
    next.begin({ sessionId: 'next' })
    while (store.kept.has(key('mine')) || next.sent.length === 0) await turn()
    const report = next.sent[0]!.reports.find(({ session_id }) => session_id === 'mine')!
    assert.strictEqual(report.watched_segments.at(-1)!.to, 4.6)
    assert.strictEqual(backup.kept.size, 0)
  })

  it('case 50: goes on after a page came back, with numbers that follow', async () => {
    const backup = memoryUnloadBackup()
    const page = open(memoryStore(), backup)
    page.begin()
    page.play(2_000)
    page.fire('leaving')
    page.fire('returned')
    // Not before the disk holds the same.
    while (backup.kept.size > 0) await turn()
    page.play(2_000)
    while (page.reporting.status.pending > 0) await page.reporting.flush()
    assert.deepEqual(page.numbers('mine'), [1, 2])
  })

  it('writes numbers down before it sends them', async () => {
    const store = memoryStore()
    const page = open(store)
    const written: number[] = []
    page.answer = (sent) => {
      written.push((store.kept.get(key('mine')) as EvidenceRecord).segments.length)
      return acknowledge(sent)
    }
    page.begin()
    page.play(2_000)
    await page.reporting.flush()
    assert.deepEqual(written, [1])
  })

  it('does not seal while it cannot send, so that an outage makes one segment of it', async () => {
    const page = open(memoryStore())
    page.answer = () => ({ kind: 'problem', status: 503, code: 'overloaded', retryable: true, retryAfter: 600 })
    page.begin()
    page.play(2_000)
    await page.reporting.flush()
    page.play(300_000)
    assert.deepEqual(page.numbers('mine'), [1])
    assert.strictEqual(page.reporting.status.pending, 2)
    assert.strictEqual(page.reporting.status.state, 'waiting')
    assert.deepEqual(page.errors, ['overloaded'])
  })

  it('reports an outage once, however often it tries', async () => {
    const page = open(memoryStore())
    page.answer = unreachable
    page.begin()
    page.play(2_000)
    for (let tries = 0; tries < 3; tries += 1) await page.reporting.flush()
    assert.isAtLeast(page.sent.length, 3)
    assert.deepEqual(page.errors, ['endpoint_unreachable'])
    page.answer = acknowledge
    await page.reporting.flush()
    page.play(1_000)
    page.answer = unreachable
    await page.reporting.flush()
    assert.deepEqual(page.errors, ['endpoint_unreachable', 'endpoint_unreachable'])
  })

  it('case 20: keeps a wait that the server asked for over a reload', async () => {
    const store = memoryStore()
    const page = open(store)
    page.answer = () => ({ kind: 'problem', status: 429, code: 'rate_limited', retryable: true, retryAfter: 60 })
    page.begin()
    page.play(2_000)
    await page.reporting.flush()
    const reloaded = open(store)
    reloaded.begin({ sessionId: 'second' })
    await turn()
    reloaded.play(1_000)
    await reloaded.reporting.flush()
    assert.lengthOf(reloaded.sent, 0)
  })

  it('is blocked while nobody is signed in, and goes on when the host says so', async () => {
    const page = open(memoryStore())
    page.answer = () => ({ kind: 'signed-out' })
    page.begin()
    page.play(2_000)
    await page.reporting.flush()
    assert.strictEqual(page.reporting.status.state, 'parked')
    page.answer = acknowledge
    page.reporting.signInChanged()
    const { pending } = await page.reporting.flush()
    assert.strictEqual(pending, 0)
    assert.strictEqual(page.reporting.status.state, 'saved')
  })

  it('believes no answer that is not an acknowledgement', async () => {
    const page = open(memoryStore())
    page.answer = () => ({ kind: 'answer', status: 200, body: { welcome: 'to the hotel' } })
    page.begin()
    page.play(2_000)
    assert.isAbove((await page.reporting.flush()).pending, 0)
    assert.strictEqual(page.reporting.status.state, 'waiting')
  })
})
