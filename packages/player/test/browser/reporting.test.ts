import { coveredMilliseconds, fromUnordered, subtract, toMilliseconds, type SegmentSet } from '@enhancedhr/protocol'
import type { WirePlayedSegment, WireReport } from '@enhancedhr/protocol/wire'
import { assert } from 'chai'
import type { ApiResult } from '@enhancedhr/protocol/answers'
import type { ApiClient } from '@enhancedhr/element-kit/api-client'
import type { EvidenceStore } from '../../src/ports/evidence-store.js'
import type { Reporting, ReportingSession } from '../../src/ports/reporting.js'
import { createReporting } from '../../src/session.js'
import { expecting } from '../support/expecting.js'

const film = '/packages/player/test/browser/media/film.webm'

/** A server that keeps every segment and acknowledges it. */
class Ledger {
  readonly segments = new Map<number, WirePlayedSegment>()
  readonly reports: WireReport[] = []
  answer: () => ApiResult | null = () => null
  readonly opened = performance.now()

  readonly api: ApiClient = {
    post: async (_path, body, expected) => {
      const { reports } = body as { reports: WireReport[] }
      const refused = this.answer()
      if (refused) return expecting(refused, expected)
      const answer = { ...this.#credit(reports), progress: {}, courses: {} }
      return expecting({ kind: 'answer', status: 200, body: answer }, expected)
    },
    get: () => Promise.reject(new Error('Nothing is read here.')),
    askSignIn: () => Promise.resolve(false),
  }

  #credit(reports: WireReport[]) {
    const results = reports.map((report, index) => {
      this.reports.push(report)
      for (const segment of report.watched_segments) {
        const known = this.segments.get(segment.n)
        if (known) assert.deepEqual(segment, known, 'a sealed segment never changes')
        this.segments.set(segment.n, segment)
      }
      const through = Math.max(0, ...report.watched_segments.map(({ n }) => n))
      const eventsThrough = Math.max(0, ...report.events.map(({ n }) => n))
      const { session_id } = report
      return { index, session_id, status: 'credited', through, events_through: eventsThrough, reasons: [] }
    })
    return { results, session_age: { session: (performance.now() - this.opened) / 1000 } }
  }

  get union(): SegmentSet {
    return fromUnordered([...this.segments.values()].map(({ from, to }) => [toMilliseconds(from), toMilliseconds(to)]))
  }
}

function memoryStore(): EvidenceStore & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>()
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

const session: ReportingSession = {
  endpoint: '/lessons-api',
  scope: 'scope',
  sessionId: 'session',
  lessonId: 'lesson',
  duration: 20_000,
  sessionAge: 0,
  every: 1_000,
}

function next(target: EventTarget, name: string): Promise<void> {
  return new Promise((resolve) => target.addEventListener(name, () => resolve(), { once: true }))
}

/** Resolves when the media has got to a position. */
function reached(video: HTMLVideoElement, seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (video.currentTime < seconds && !video.ended) return
      video.removeEventListener('timeupdate', look)
      resolve()
    }
    video.addEventListener('timeupdate', look)
  })
}

function block(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

function ranges({ played }: HTMLVideoElement): SegmentSet {
  return fromUnordered(
    Array.from(
      { length: played.length },
      (_, index) => [Math.round(played.start(index) * 1000), Math.round(played.end(index) * 1000)] as const,
    ),
  )
}

function difference(a: SegmentSet, b: SegmentSet): number {
  return coveredMilliseconds(subtract(a, b)) + coveredMilliseconds(subtract(b, a))
}

describe('reporting from a real media element', () => {
  let video: HTMLVideoElement
  let ledger: Ledger
  let reporting: Reporting
  let address: string

  beforeEach(async () => {
    // From memory, because a server without byte ranges makes a film that cannot be sought.
    address = URL.createObjectURL(await (await fetch(film)).blob())
    video = document.createElement('video')
    video.muted = true
    video.src = address
    document.body.append(video)
    await next(video, 'canplaythrough')
    ledger = new Ledger()
    reporting = createReporting({
      api: ledger.api,
      store: memoryStore(),
      listener: { acknowledged: () => {}, clockStepped: () => {}, sync: () => {}, error: () => {} },
    })
    reporting.begin(session, video)
  })

  afterEach(() => {
    reporting.dispose()
    video.remove()
    video.removeAttribute('src')
    video.load()
    URL.revokeObjectURL(address)
  })

  /** Ends the session and compares what the ledger holds with what the element says it played. */
  async function settle(tolerance = 60): Promise<void> {
    const truth = ranges(video)
    reporting.end()
    const { pending } = await reporting.flush()
    assert.strictEqual(pending, 0)
    assert.isAtMost(difference(ledger.union, truth), tolerance, JSON.stringify({ union: ledger.union, truth }))
  }

  it('reports two stretches around a seek, and not the gap', async () => {
    await video.play()
    await reached(video, 2)
    video.currentTime = 10
    await reached(video, 12)
    video.pause()
    await next(video, 'pause')
    await settle()
    assert.lengthOf(ledger.union, 2)
  })

  for (const rate of [0.5, 2, 8]) {
    it(`case 79: is exact at rate ${rate}`, async () => {
      video.playbackRate = rate
      await video.play()
      await reached(video, rate)
      video.currentTime = 10
      await reached(video, 10 + rate)
      video.pause()
      await next(video, 'pause')
      await settle(60 + 20 * rate)
      assert.isTrue([...ledger.segments.values()].every((segment) => segment.rate === rate))
    })
  }

  it('counts all of a blocked main thread', async () => {
    await video.play()
    await reached(video, 0.5)
    block(3_000)
    await reached(video, 4)
    video.pause()
    await next(video, 'pause')
    await settle()
    assert.lengthOf(ledger.union, 1)
  })

  it('finds where it left when the page was blocked right after a seek', async () => {
    await video.play()
    await reached(video, 1)
    video.currentTime = 10
    block(1_500)
    await reached(video, 12)
    video.pause()
    await next(video, 'pause')
    await settle()
  })

  it('counts nothing of seeks while paused', async () => {
    for (let second = 1; second < 15; second += 1) {
      video.currentTime = second
      await next(video, 'seeked')
    }
    await settle(0)
    assert.strictEqual(ledger.segments.size, 0)
    assert.strictEqual(ledger.reports.at(-1)?.position, 14)
  })

  it('case 86: counts slivers only while somebody scrubs through a playing film', async () => {
    await video.play()
    await reached(video, 0.5)
    for (let second = 2; second < 18; second += 1) {
      video.currentTime = second
      await next(video, 'seeked')
    }
    await reached(video, 18)
    video.pause()
    await next(video, 'pause')
    await settle(16 * 40)
  })

  it('follows changes of rate while playing', async () => {
    await video.play()
    await reached(video, 1)
    video.playbackRate = 4
    await reached(video, 5)
    video.playbackRate = 1
    await reached(video, 6)
    video.pause()
    await next(video, 'pause')
    await settle()
    assert.lengthOf(ledger.union, 1)
  })

  it('leaves no hole at pauses', async () => {
    for (let pause = 1; pause <= 6; pause += 1) {
      await video.play()
      await reached(video, pause * 0.5)
      video.pause()
      await next(video, 'pause')
    }
    await settle()
    assert.lengthOf(ledger.union, 1)
  })

  it('reaches the end of the film, and reports a completed event', async () => {
    video.currentTime = 18.5
    await next(video, 'seeked')
    await video.play()
    await next(video, 'ended')
    await settle()
    assert.include(
      ledger.reports.flatMap(({ events }) => events.map(({ type }) => type)),
      'complete',
    )
  })

  it('goes round with a loop', async () => {
    video.loop = true
    video.currentTime = 19
    await next(video, 'seeked')
    await video.play()
    await next(video, 'seeked')
    await reached(video, 1)
    video.pause()
    await next(video, 'pause')
    await settle()
    assert.lengthOf(ledger.union, 2)
  })

  it('keeps what was played when the source is loaded again, and the position with it', async () => {
    await video.play()
    await reached(video, 2)
    const before = ranges(video)
    video.src = address
    await next(video, 'loadedmetadata')
    const { pending } = await reporting.flush()
    assert.strictEqual(pending, 0)
    assert.isAtMost(difference(ledger.union, before), 300)
    assert.isAbove(ledger.reports.at(-1)!.position!, 1.9)
  })

  it('gives what was played here before the server knows it', async () => {
    ledger.answer = () => ({ kind: 'unreachable' })
    await video.play()
    await reached(video, 1.5)
    assert.isAtMost(difference(reporting.watchedHere(session.lessonId), ranges(video)), 300)
    assert.strictEqual(reporting.status.state, 'offline')
    assert.isAbove(reporting.status.pending, 0)
  })
})
