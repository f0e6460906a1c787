import { pause } from '../faults/ground.mjs'
import { pathOf } from './paths.mjs'
import { COURSE, LEARNERS, LESSONS, TENANTS } from './school.mjs'

/** One window of a learner: it opens lessons, plays, reports, and keeps what is not acknowledged until it is. */
export class Device {
  #caller
  #random
  #who
  /** By session: `{ lessonId, segments }`, what is not acknowledged. */
  #waiting = new Map()
  #open = null

  constructor(caller, random, { tenant, learner }) {
    this.#caller = caller
    this.#random = random
    this.#who = { tenant, learner, as: { tenantId: tenant, learnerId: learner } }
  }

  async run(isOver) {
    while (!isOver()) {
      const grant = await this.#ask()
      if (grant.outcome === 'ok') await this.#watch(grant, isOver)
      else await pause(this.#random.between(50, 300))
    }
  }

  /** Sends what waits until all of it is acknowledged; answers whether it is. */
  async flush(isOver) {
    while (this.#waiting.size > 0 && !isOver()) {
      await this.#report()
      if (this.#waiting.size > 0) await pause(200)
    }
    await this.#readProgress('l1')
    return this.#waiting.size === 0
  }

  #ask() {
    const { id } = this.#random.pick(LESSONS)
    return this.#caller.call({
      ...this.#who,
      ...{ kind: 'grant', method: 'POST', path: '/v1/sessions', input: { lesson_id: id } },
      body: { lesson_id: id, client: { name: 'history', version: '1.0.0' } },
      read: ({ progress, ...grant }) => ({ ...grant, progress: { [id]: progress } }),
    })
  }

  async #watch({ input: { lesson_id: lessonId }, answer }, isOver) {
    const random = this.#random
    const { duration } = LESSONS.find(({ id }) => id === lessonId)
    const end = duration * 1000
    const segments = []
    this.#waiting.set(answer.session_id, { lessonId, segments })
    this.#open = answer.session_id
    const opened = performance.now() - answer.session_age * 1000
    let clock = Math.ceil(performance.now() - opened)
    let position = random.between(0, 4) * Math.floor(end / 8)
    let n = 0
    for (let steps = random.between(3, 12); steps > 0 && !isOver(); steps -= 1) {
      await pause(random.between(40, 250))
      const now = Math.floor(performance.now() - opened)
      const rate = random.pick([1, 4, 8, 16])
      const to = Math.min(end, position + (now - clock) * rate)
      if (to - position >= 50) {
        const [from, started] = [position / 1000, clock / 1000]
        segments.push({
          n: (n += 1),
          from,
          to: to / 1000,
          rate,
          started,
          ended: now / 1000,
          visible: true,
          muted: false,
        })
      }
      clock = now
      position = to < end && random.chance(0.85) ? to : random.between(0, 6) * Math.floor(end / 8)
      const next = random.weighted({ report: 60, wait: 25, read: 8, trespass: 7 })
      if (next === 'report') await this.#report()
      if (next === 'read') await this.#readProgress(lessonId)
      if (next === 'trespass') await this.#trespass()
    }
    // What is left goes with the reports of later sessions, as leftovers of a device do.
    if (random.chance(0.6)) await this.#report()
    this.#open = null
    this.#forget()
  }

  async #report() {
    const reports = [...this.#waiting]
      .filter(([, { segments }]) => segments.length > 0)
      .slice(0, 20)
      .map(([sessionId, { lessonId, segments }]) => ({
        ...{ session_id: sessionId, lesson_id: lessonId, position: segments.at(-1).to, duration: null },
        ...{ watched_segments: [...segments], events: [] },
      }))
    if (reports.length === 0) return
    const { outcome, answer } = await this.#caller.call({
      ...this.#who,
      ...{ kind: 'report', method: 'POST', path: '/v1/progress', input: { reports }, body: { reports } },
    })
    if (outcome !== 'ok') return
    for (const { session_id: sessionId, through = 0 } of answer.results) {
      const waiting = this.#waiting.get(sessionId)
      const left = waiting.segments.filter(({ n }) => n > through)
      // The session that is open keeps its list.
      waiting.segments.splice(0, waiting.segments.length, ...left)
    }
    this.#forget()
  }

  /** Forgets sessions of which everything is acknowledged, except for the one that is open. */
  #forget() {
    for (const [sessionId, { segments }] of this.#waiting) {
      if (segments.length === 0 && sessionId !== this.#open) this.#waiting.delete(sessionId)
    }
  }

  async #readProgress(lessonId) {
    const isCourse = this.#random.chance(0.4)
    await this.#caller.call({
      ...this.#who,
      ...{ kind: 'read', method: 'GET', input: {} },
      path: isCourse ? pathOf`/v1/courses/${COURSE}/progress` : pathOf`/v1/lessons/${lessonId}/progress`,
      read: (progress) => (isCourse ? { courses: { [COURSE]: progress } } : { progress: { [lessonId]: progress } }),
    })
  }

  /** Asks for what is somebody else's. */
  async #trespass() {
    const { tenant, learner } = this.#who
    const other = this.#random.pick(LEARNERS.filter((one) => one.learner !== learner)).learner
    const foreign = TENANTS.find((one) => one !== tenant)
    const { method, path, body } = this.#random.pick([
      { method: 'GET', path: pathOf`/v1/lessons/l1/progress?learner_id=${other}` },
      { method: 'GET', path: pathOf`/v1/lessons/l1/explanation?learner_id=${other}` },
      { method: 'GET', path: pathOf`/v1/lessons/only-${foreign}` },
      {
        method: 'PUT',
        path: pathOf`/v1/lessons/l1/verdicts/${learner}`,
        body: { completed: true, reason: 'because I say so' },
      },
    ])
    await this.#caller.call({ ...this.#who, kind: 'trespass', method, path, body, input: { path } })
  }
}
