import { CLOCK_SLACK_MS, fromUnordered, toMilliseconds, type Segment, type SegmentSet } from '@enhancedhr/protocol'
import { isAcknowledgement, readAnswer, type HttpAnswer, type ApiResult } from '@enhancedhr/protocol/answers'
import type { WirePlayedSegment, WireReport } from '@enhancedhr/protocol/wire'
import { PROXY_ANSWERS } from '../support/proxy-answers.js'
import type { Chance } from './simulated-device.js'
import type { VirtualTime } from './virtual-time.js'

interface Session {
  readonly learner: string
  readonly openedAt: number
  readonly segments: Map<number, WirePlayedSegment>
  through: number
  eventsThrough: number
}

/** The handler and the way to it. It keeps every segment that it credits. */
export class SimulatedServer {
  /** Whoever is signed in on this browser. */
  learner: string | null = 'ann'
  weather: 'fair' | 'foul' | 'down' = 'fair'
  /** What somebody on the way answers instead, while set. */
  proxy: HttpAnswer | null = null
  readonly sessions = new Map<string, Session>()
  /** Segments that came with other numbers than before. */
  conflicts = 0
  requests = 0
  /** Segments that make a request fail: as the client's fault, or as the server's. */
  readonly poison = new Map<string, 400 | 413 | 500>()
  /** By session: media of segments that it refuses permanently, whichever tab sends them. */
  readonly refused = new Map<string, Segment[]>()
  readonly #time: VirtualTime
  readonly #chance: Chance

  constructor(time: VirtualTime, chance: Chance) {
    this.#time = time
    this.#chance = chance
  }

  open(id: string, learner: string): void {
    this.sessions.set(id, { learner, openedAt: this.#time.now, segments: new Map(), through: 0, eventsThrough: 0 })
  }

  watched(id: string): SegmentSet {
    const segments = [...this.sessions.get(id)!.segments.values()]
    return fromUnordered(segments.map(({ from, to }) => [toMilliseconds(from), toMilliseconds(to)] as const))
  }

  async post(reports: readonly WireReport[]): Promise<ApiResult> {
    this.requests += 1
    const chance = this.#chance
    // Whose request it is was settled when it left.
    const { weather, learner } = this
    const foul = weather === 'foul'
    await this.#time.wait(20 + chance() * (foul ? 4_000 : 100))
    const lot = chance()
    if (this.proxy) return readAnswer(this.proxy, isAcknowledgement)
    if (weather === 'down' || (foul && lot < 0.2)) return { kind: 'unreachable' }
    if (foul && lot < 0.3) {
      const answer = PROXY_ANSWERS[Math.floor(chance() * PROXY_ANSWERS.length)]!
      return readAnswer(answer, isAcknowledgement)
    }
    if (foul && lot < 0.36) return problem(503, 'overloaded', chance() * 90)
    if (foul && lot < 0.4) return problem(429, 'rate_limited', chance() * 40)
    if (foul && lot < 0.46) return problem(500, 'internal', null)
    if (learner === null) return lot < 0.5 ? { kind: 'signed-out' } : problem(401, 'unauthenticated', null)
    const bad = this.#poisoned(reports)
    if (bad) return problem(bad, bad === 413 ? 'payload_too_large' : bad === 400 ? 'invalid_request' : 'internal', null)
    const most = foul && lot > 0.9 ? 1 : Infinity
    const answer = this.#credit(reports, learner, most)
    // Received twice: a proxy that tried again.
    if (foul && chance() < 0.2) this.#credit(reports, learner, most)
    await this.#time.wait(chance() * (foul ? 4_000 : 100))
    return foul && chance() < 0.3 ? { kind: 'unreachable' } : answer
  }

  #poisoned(reports: readonly WireReport[]): 400 | 413 | 500 | undefined {
    if (this.poison.size === 0) return undefined
    for (const { session_id: id, watched_segments: segments } of reports) {
      for (const { n, from, to } of segments) {
        const bad = this.poison.get(`${id}/${n}`)
        if (bad === undefined) continue
        const refused: Segment = [toMilliseconds(from), toMilliseconds(to)]
        if (bad !== 500) this.refused.set(id, [...(this.refused.get(id) ?? []), refused])
        return bad
      }
    }
    return undefined
  }

  #credit(reports: readonly WireReport[], learner: string, most: number): ApiResult {
    const { now } = this.#time
    const ages = new Map<string, number>()
    const results = reports.map((report, index) => {
      const id = report.session_id
      const session = this.sessions.get(id)
      if (session?.learner !== learner) {
        const refused = { status: 'refused', code: 'session_not_found', retryable: false }
        return { index, session_id: id, ...refused, through: 0, events_through: 0, reasons: [] }
      }
      ages.set(id, (now - session.openedAt) / 1000)
      for (const segment of report.watched_segments.slice(0, most)) {
        const known = session.segments.get(segment.n)
        // As the real one has it: what came first stands, and what differs is refused.
        if (known && JSON.stringify(known) !== JSON.stringify(segment)) this.conflicts += 1
        if (!known && session.openedAt + toMilliseconds(segment.ended) > now + CLOCK_SLACK_MS) break
        session.segments.set(segment.n, known ?? segment)
        session.through = Math.max(session.through, segment.n)
      }
      for (const { n } of report.events) session.eventsThrough = Math.max(session.eventsThrough, n)
      const { through, eventsThrough } = session
      return { index, session_id: id, status: 'credited', through, events_through: eventsThrough, reasons: [] }
    })
    return {
      kind: 'answer',
      status: 200,
      body: { results, progress: {}, courses: {}, session_age: Object.fromEntries(ages) },
    }
  }
}

function problem(status: number, code: string, retryAfter: number | null): ApiResult {
  return { kind: 'problem', status, code, retryable: status >= 429, retryAfter }
}
