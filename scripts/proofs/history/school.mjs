import { pathOf } from './paths.mjs'

/** Two customers with the same ids, so that whatever is mixed up is somebody else's. */
export const TENANTS = ['tenant-a', 'tenant-b']
export const COURSE = 'c1'
/** Short, and watched at up to sixteen times the speed: a run has seconds for what takes learners minutes. */
export const LESSONS = [
  { id: 'l1', duration: 60, completion: { threshold: 0.5 } },
  { id: 'l2', duration: 40, completion: { threshold: 0.9 } },
  { id: 'l3', duration: 20, completion: { threshold: 0.5, quiz_required: true }, quiz: true },
]

/** Learners of each customer; `devices` at once. One with a single device is credited all that it plays. */
const PEOPLE = [
  { learner: 'ada', devices: 1 },
  { learner: 'bo / ü%', devices: 1 },
  { learner: 'crowd', devices: 3 },
]

export const LEARNERS = TENANTS.flatMap((tenant) =>
  PEOPLE.map((person) => ({ ...person, tenant, honest: person.devices === 1 })),
)

/** The title carries whose a lesson is. */
export function lessonInput(tenant, { id, duration, completion, quiz = false }, threshold = completion.threshold) {
  return {
    course_id: COURSE,
    title: `${id} of-${tenant}`,
    playback_id: `${tenant}${id}`.replace(/\W/g, ''),
    duration,
    quiz,
    completion: { ...completion, threshold },
  }
}

/** Makes courses and lessons and enrols everybody; `call` makes one call as an admin. */
export async function found(call) {
  for (const tenant of TENANTS) {
    const must = async (method, path, body) => {
      const { outcome, status, text } = await call(tenant, method, path, body)
      if (outcome !== 'ok') throw new Error(`${method} ${path} was answered ${status}: ${text}`)
    }
    await must('PUT', `/v1/courses/${COURSE}`, { title: `Course of-${tenant}` })
    for (const lesson of LESSONS) await must('PUT', `/v1/lessons/${lesson.id}`, lessonInput(tenant, lesson))
    const own = { ...lessonInput(tenant, { ...LESSONS[0], id: `only-${tenant}` }), course_id: null }
    await must('PUT', `/v1/lessons/only-${tenant}`, own)
    for (const { learner } of LEARNERS.filter((one) => one.tenant === tenant)) {
      await must('PUT', pathOf`/v1/courses/${COURSE}/enrolments/${learner}`, {})
    }
  }
}
