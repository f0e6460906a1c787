import type { WireReport } from '@enhancedhr/protocol/wire'
import { assert } from 'chai'
import { createStore } from 'idb-keyval'
import { createBrowserTabs } from '../../src/browser/browser-tabs.js'
import { createIdbEvidenceStore } from '../../src/browser/idb-evidence-store.js'
import type { Sample } from '../../src/core/sample.js'
import { createRecord, type SessionRecord } from '../../src/core/session-record.js'
import type {
  ApiResult,
  EvidenceStore,
  MediaLike,
  PageEvent,
  Reporting,
  ReportingSession,
  Spill,
  SyncStatus,
} from '../../src/ports.js'
import { createReporting } from '../../src/session.js'

const session: ReportingSession = {
  endpoint: '/api',
  scope: 'scope',
  sessionId: 'mine',
  lessonId: 'lesson',
  duration: 600_000,
  sessionAge: 0,
  every: 15_000,
}

interface Sent {
  readonly reports: readonly WireReport[]
  readonly keepalive: boolean
}

/** One page: clock, media and network in the hands of the test. */
class Page {
  now = 1_000
  date = 1_700_000_000_000
  position = 0
  paused = true
  visible = true
  readonly sent: Sent[] = []
  readonly status: SyncStatus[] = []
  readonly troubles: string[] = []
  answer: (sent: Sent) => ApiResult | Promise<ApiResult> = acknowledge
  readonly reporting: Reporting
  #take: (sample: Sample) => void = () => {}
  #tell: (event: PageEvent) => void = () => {}

  constructor(store: EvidenceStore, spill: Spill) {
    const read = (cause: string): Sample => {
      const { now, date, position, paused } = this
      const sample = { cause, at: now, date, position, rate: 1, paused, seeking: false, visible: true, muted: false }
      const taken = { ...sample, played: null }
      this.#take(taken)
      return taken
    }
    this.sample = read
    this.reporting = createReporting({
      store,
      spill,
      clock: { monotonic: () => this.now, date: () => this.date },
      random: () => 0.5,
      page: {
        visible: this.visible,
        listen: (listener) => {
          this.#tell = listener
          return () => (this.#tell = () => {})
        },
      },
      sampleMedia: (_media, { take }) => {
        this.#take = take
        return { sample: read, stop: () => (this.#take = () => {}) }
      },
      api: {
        post: async (_path, body, options = {}) => {
          const { reports } = structuredClone(body) as { reports: WireReport[] }
          const sent = { reports, keepalive: options.keepalive === true }
          this.sent.push(sent)
          return this.answer(sent)
        },
        get: () => Promise.reject(new Error('Nothing is read here.')),
      },
      listener: {
        acknowledged: () => {},
        sync: (status) => this.status.push(status),
        trouble: ({ code }) => this.troubles.push(code),
      },
    })
  }

  readonly sample: (cause: string) => Sample

  begin(more: Partial<ReportingSession> = {}): void {
    this.reporting.begin({ ...session, ...more }, { duration: 600 } as MediaLike)
  }

  play(milliseconds: number): void {
    this.paused = false
    this.sample('play')
    for (let left = milliseconds; left > 0; left -= 250) {
      const step = Math.min(250, left)
      this.now += step
      this.date += step
      this.position += step
      this.sample('tick')
    }
  }

  tell(event: PageEvent): void {
    this.#tell(event)
  }

  /** Numbers of the segments that were sent for a session, once each. */
  numbers(sessionId: string): number[] {
    const reports = this.sent.flatMap((sent) => sent.reports).filter((report) => report.session_id === sessionId)
    return [...new Set(reports.flatMap((report) => report.watched_segments.map(({ n }) => n)))]
  }
}

function acknowledge({ reports }: Sent): ApiResult {
  const results = reports.map((report, index) => {
    const through = Math.max(0, ...report.watched_segments.map(({ n }) => n))
    const eventsThrough = Math.max(0, ...report.events.map(({ n }) => n))
    const { session_id } = report
    return { index, session_id, status: 'credited', through, events_through: eventsThrough, reasons: [] }
  })
  return { kind: 'answer', status: 200, body: { results, progress: {}, courses: {}, session_age: {} } }
}

/** Lets everything happen that waits for nothing but its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

const unreachable = (): ApiResult => ({ kind: 'unreachable' })

function memoryStore(entries: Record<string, unknown> = {}): EvidenceStore & { readonly kept: Map<string, unknown> } {
  const kept = new Map(Object.entries(entries))
  return {
    kept,
    storage: 'disk',
    entries: async (prefix) => [...kept].filter(([key]) => key.startsWith(prefix)),
    set: async (key, value) => void kept.set(key, structuredClone(value)),
    delete: async (key) => void kept.delete(key),
    update: async (key, change) => {
      const changed = change(kept.get(key))
      if (changed === undefined) kept.delete(key)
      else kept.set(key, changed)
    },
  }
}

function memorySpill(): Spill & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>()
  return {
    kept,
    put: (key, value) => void kept.set(key, structuredClone(value)),
    delete: (key) => void kept.delete(key),
    entries: (prefix) => [...kept].filter(([key]) => key.startsWith(prefix)),
  }
}

function left(sessionId: string, more: Partial<SessionRecord> = {}): SessionRecord {
  const segment = { n: 1, from: 0, to: 900, rate: 1, started: 0, ended: 900, visible: true, muted: false }
  return { ...createRecord(sessionId, 'lesson'), segments: [segment], ...more }
}

const key = (id: string, scope = 'scope') => `s/${encodeURIComponent('/api')}/${scope}/${id}`

describe('delivery', () => {
  const pages: Page[] = []
  const open = (store: EvidenceStore, spill = memorySpill()) => {
    const page = new Page(store, spill)
    pages.push(page)
    return page
  }
  afterEach(() => {
    for (const page of pages.splice(0)) page.reporting.dispose()
  })

  it('reports every fifteen seconds of playing and forgets what was acknowledged', async () => {
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

  it('sends what fell due during a request as soon as that one is answered', async () => {
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

  it('writes a checkpoint about every second, with what is open as it stands', async () => {
    const store = memoryStore()
    const page = open(store)
    page.answer = unreachable
    page.begin()
    page.play(3_300)
    await turn()
    const record = store.kept.get(key('mine')) as SessionRecord
    assert.strictEqual(record.loose.length, 1)
    assert.isAtLeast(record.loose[0]!.to, 2_000)
  })

  it('sends what an earlier page left, and removes it when it is acknowledged', async () => {
    const store = memoryStore({ [key('old')]: left('old') })
    const page = open(store)
    page.begin()
    while (store.kept.has(key('old'))) await turn()
    assert.deepEqual(page.numbers('old'), [1])
  })

  it('leaves alone what belongs to another scope, what another version wrote, and what a living page is writing', async () => {
    const absent = createBrowserTabs().present(key('alive'))
    const before = {
      [key('theirs', 'other')]: left('theirs'),
      [key('newer')]: { ...left('newer'), v: 2 },
      [key('alive')]: left('alive', { segments: [], loose: left('alive').segments }),
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
    page.tell('leaving')
    const farewell = page.sent.at(-1)!
    assert.isTrue(farewell.keepalive)
    assert.strictEqual(farewell.reports[0]!.watched_segments.at(-1)!.to, 4)
  })

  it('sends the numbers of a page that went, not those of its last checkpoint, and at once', async () => {
    const [store, spill] = [memoryStore(), memorySpill()]
    const page = open(store, spill)
    page.answer = unreachable
    page.begin()
    page.play(4_600)
    await turn()
    const checkpoint = store.kept.get(key('mine'))
    page.tell('leaving')
    await turn()
    // What a reload does to a write that begins while the page goes.
    store.kept.set(key('mine'), checkpoint)

    const next = open(store, spill)
    next.date = page.date + 500
    next.begin({ sessionId: 'next' })
    while (store.kept.has(key('mine')) || next.sent.length === 0) await turn()
    const report = next.sent[0]!.reports.find(({ session_id }) => session_id === 'mine')!
    assert.strictEqual(report.watched_segments.at(-1)!.to, 4.6)
    assert.strictEqual(spill.kept.size, 0)
  })

  it('goes on after a page came back, with numbers that follow', async () => {
    const spill = memorySpill()
    const page = open(memoryStore(), spill)
    page.begin()
    page.play(2_000)
    page.tell('leaving')
    page.tell('returned')
    assert.strictEqual(spill.kept.size, 0)
    page.play(2_000)
    await page.reporting.flush()
    assert.deepEqual(page.numbers('mine'), [1, 2])
    assert.strictEqual(page.reporting.status.pending, 0)
  })

  it('writes numbers down before it sends them', async () => {
    const store = memoryStore()
    const page = open(store)
    const written: number[] = []
    page.answer = (sent) => {
      written.push((store.kept.get(key('mine')) as SessionRecord).segments.length)
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
    assert.deepEqual(page.troubles, ['overloaded'])
  })

  it('tells an outage once, however often it tries', async () => {
    const page = open(memoryStore())
    page.answer = unreachable
    page.begin()
    page.play(2_000)
    for (let tries = 0; tries < 3; tries += 1) await page.reporting.flush()
    assert.isAtLeast(page.sent.length, 3)
    assert.deepEqual(page.troubles, ['endpoint_unreachable'])
    page.answer = acknowledge
    await page.reporting.flush()
    page.play(1_000)
    page.answer = unreachable
    await page.reporting.flush()
    assert.deepEqual(page.troubles, ['endpoint_unreachable', 'endpoint_unreachable'])
  })

  it('keeps a wait that the server asked for over a reload', async () => {
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

  it('is parked while nobody is signed in, and goes on when the host says so', async () => {
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
    assert.strictEqual(page.reporting.status.state, 'offline')
  })

  it('tells once that the browser denies storage', async () => {
    const denied = createIdbEvidenceStore({ open: () => () => Promise.reject(new DOMException('no', 'UnknownError')) })
    const page = open(denied)
    page.begin()
    page.play(3_000)
    await page.reporting.flush()
    page.play(3_000)
    await page.reporting.flush()
    assert.deepEqual(page.troubles, ['storage_denied'])
    assert.strictEqual(page.reporting.status.storage, 'memory')
    assert.strictEqual(page.reporting.status.pending, 0)
  })

  it('sends after a reload what a dead page had in the real database', async () => {
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
