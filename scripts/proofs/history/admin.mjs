import { pause } from '../faults/ground.mjs'
import { pathOf } from './paths.mjs'
import { COURSE, LEARNERS, LESSONS, lessonInput } from './school.mjs'

/** The admin of a customer: decides verdicts, brings results, starts attempts, changes rules, one after the other. */
export class Admin {
  #caller
  #random
  #tenant
  #count = 0
  #attempts = new Map()
  /** What has no answer yet; it comes first. */
  #open = null

  constructor(caller, random, tenant) {
    this.#caller = caller
    this.#random = random
    this.#tenant = tenant
  }

  async run(isOver) {
    while (!isOver()) {
      await pause(this.#random.between(40, 250))
      await this.#step((this.#open ??= this.#choose()))
    }
  }

  /** Repeats what has no answer; answers whether it has one now. */
  async flush(isOver) {
    while (this.#open && !isOver()) {
      await this.#step(this.#open)
      if (this.#open) await pause(200)
    }
    return this.#open === null
  }

  async #step({ done, ...call }) {
    const as = { tenantId: this.#tenant, learnerId: `admin-${this.#tenant}`, roles: ['admin'] }
    const { outcome } = await this.#caller.call({ as, ...call })
    if (outcome === 'unknown') return
    this.#open = null
    if (outcome === 'ok') done?.()
  }

  #choose() {
    const random = this.#random
    const { learner } = random.pick(LEARNERS.filter(({ tenant }) => tenant === this.#tenant))
    const lesson = random.pick(LESSONS)
    const of = random.weighted({ lesson: 3, course: 1 })
    const id = of === 'lesson' ? lesson.id : COURSE
    const name = `${this.#tenant} ${(this.#count += 1)}`
    const kind = random.weighted({ verdict: 10, result: 8, attempt: 1, rule: 3 })
    return { kind, ...this.#describe(kind, { learner, lesson, of, id, name }) }
  }

  #describe(kind, { learner, lesson, of, id, name }) {
    const random = this.#random
    if (kind === 'verdict') {
      const completed = random.chance(0.5)
      return {
        ...{ method: 'PUT', path: pathOf`/v1/${of}s/${id}/verdicts/${learner}` },
        ...{ body: { completed, reason: name }, input: { of, id, learner, completed, reason: name } },
      }
    }
    if (kind === 'result') {
      const passed = random.chance(0.7)
      const taken = of === 'lesson' ? 'quiz-results' : 'assessment-results'
      return {
        ...{ method: 'PUT', path: pathOf`/v1/${of}s/${id}/${taken}/${learner}` },
        body: { result_id: name, passed, taken_at: new Date().toISOString() },
        input: { of, id, learner, result_id: name, passed },
      }
    }
    if (kind === 'attempt') {
      const attempt = (this.#attempts.get(learner) ?? 1) + 1
      return {
        ...{ method: 'POST', path: pathOf`/v1/courses/${COURSE}/attempts` },
        body: { learner_id: learner, reason: name, attempt },
        input: { course: COURSE, learner, attempt },
        done: () => this.#attempts.set(learner, attempt),
      }
    }
    const threshold = random.pick([0.3, 0.5, 0.9])
    const body = lessonInput(this.#tenant, lesson, threshold)
    return { method: 'PUT', path: pathOf`/v1/lessons/${lesson.id}`, body, input: { id: lesson.id, threshold } }
  }
}
