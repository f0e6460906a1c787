import type { WireReport } from '@enhancedhr/protocol/wire'
import type { Sample } from '../../src/core/reporting/sample.js'
import { createRecord, type EvidenceRecord } from '../../src/core/reporting/evidence-record.js'
import type { ApiResult } from '@enhancedhr/protocol/answers'
import type { EvidenceStore } from '../../src/ports/evidence-store.js'
import type { MediaLike } from '../../src/ports/media.js'
import type { PageEvent } from '../../src/ports/page.js'
import type { Reporting, ReportingSession, SyncStatus } from '../../src/ports/reporting.js'
import type { Tabs } from '../../src/ports/tabs.js'
import type { UnloadBackup } from '../../src/ports/unload-backup.js'
import { createReporting } from '../../src/session.js'
import { expecting } from './expecting.js'

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
export class Page {
  now = 1_000
  date = 1_700_000_000_000
  position = 0
  paused = true
  visible = true
  duration = 600
  readonly sent: Sent[] = []
  readonly status: SyncStatus[] = []
  readonly errors: string[] = []
  answer: (sent: Sent) => ApiResult | Promise<ApiResult> = acknowledge
  readonly reporting: Reporting
  #take: (sample: Sample) => void = () => {}
  #fire: (event: PageEvent) => void = () => {}

  constructor(store: EvidenceStore, backup: UnloadBackup, tabs?: Tabs) {
    const read = (cause: string): Sample => {
      const { now, date, position, paused } = this
      const sample = { cause, at: now, date, position, rate: 1, paused, seeking: false, visible: true, muted: false }
      const taken = { ...sample, played: null }
      this.#take(taken)
      return taken
    }
    this.sample = read
    const look = () => this.visible
    this.reporting = createReporting({
      store,
      backup,
      ...(tabs && { tabs }),
      clock: { monotonic: () => this.now, date: () => this.date },
      random: () => 0.5,
      page: {
        get visible() {
          return look()
        },
        listen: (listener) => {
          this.#fire = listener
          return () => (this.#fire = () => {})
        },
      },
      sampleMedia: (_media, { take }) => {
        this.#take = take
        return { sample: read, stop: () => (this.#take = () => {}) }
      },
      api: {
        post: async (_path, body, expected, options = {}) => {
          const { reports } = structuredClone(body) as { reports: WireReport[] }
          const sent = { reports, keepalive: options.keepalive === true }
          this.sent.push(sent)
          return expecting(await this.answer(sent), expected)
        },
        get: () => Promise.reject(new Error('Nothing is read here.')),
        askSignIn: () => Promise.resolve(false),
      },
      listener: {
        acknowledged: () => {},
        clockStepped: () => {},
        sync: (status) => this.status.push(status),
        error: ({ code }) => this.errors.push(code),
      },
    })
  }

  readonly sample: (cause: string) => Sample

  begin(more: Partial<ReportingSession> = {}): void {
    const media = Object.defineProperty({}, 'duration', { get: () => this.duration })
    this.reporting.begin({ ...session, ...more }, media as MediaLike)
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

  fire(event: PageEvent): void {
    this.#fire(event)
  }

  /** Numbers of the segments that were sent for a session, once each. */
  numbers(sessionId: string): number[] {
    const reports = this.sent.flatMap((sent) => sent.reports).filter((report) => report.session_id === sessionId)
    return [...new Set(reports.flatMap((report) => report.watched_segments.map(({ n }) => n)))]
  }
}

/** The answer of a server that credits everything. */
export function acknowledge({ reports }: Sent): ApiResult {
  const results = reports.map((report, index) => {
    const through = Math.max(0, ...report.watched_segments.map(({ n }) => n))
    const eventsThrough = Math.max(0, ...report.events.map(({ n }) => n))
    const { session_id } = report
    return { index, session_id, status: 'credited', through, events_through: eventsThrough, reasons: [] }
  })
  return { kind: 'answer', status: 200, body: { results, progress: {}, courses: {}, session_age: {} } }
}

/** Lets everything happen that waits for nothing but its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

export const unreachable = (): ApiResult => ({ kind: 'unreachable' })

export function memoryStore(
  entries: Record<string, unknown> = {},
): EvidenceStore & { readonly kept: Map<string, unknown> } {
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

export function memoryUnloadBackup(): UnloadBackup & { readonly kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>()
  return {
    kept,
    put: (key, value) => void kept.set(key, structuredClone(value)),
    delete: (key) => void kept.delete(key),
    entries: (prefix) => [...kept].filter(([key]) => key.startsWith(prefix)),
  }
}

export function left(sessionId: string, more: Partial<EvidenceRecord> = {}): EvidenceRecord {
  const segment = { n: 1, from: 0, to: 900, rate: 1, started: 0, ended: 900, visible: true, muted: false }
  return { ...createRecord(sessionId, 'lesson'), segments: [segment], ...more }
}

export const key = (id: string, scope = 'scope') => `s/${encodeURIComponent('/api')}/${scope}/${id}`
