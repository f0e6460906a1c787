import type { Course, CourseList } from '@enhancedhr/protocol/wire'
import { ENDPOINT } from './host.js'

/** The owner as whom the page makes courses. */
const OWNER = 'teacher'

/** A lesson as the list shows it. */
export interface AdminLesson {
  readonly id: string
  readonly title: string
  readonly status: string
}

export interface AdminCourse {
  readonly id: string
  readonly title: string
}

/** What the page asks of the handler and of the demo. */
export interface AdminApi {
  /** A bearer token of the owner. */
  token(): Promise<string>
  /** Whether any video becomes a lesson. */
  hasFfmpeg(): Promise<boolean>
  sample(): Promise<File>
  courses(): Promise<readonly AdminCourse[]>
  lessons(courseId: string): Promise<readonly AdminLesson[]>
  createCourse(title: string): Promise<string>
  createLesson(courseId: string, title: string, order: number): Promise<string>
  enrol(courseId: string, learnerId: string): Promise<void>
}

export function createAdminApi(): AdminApi {
  let signedIn: Promise<string> | undefined

  async function signIn(): Promise<string> {
    const answer = await fetch('/dev/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ learner_id: OWNER, roles: ['course_owner'], enrol: false }),
    })
    if (!answer.ok) throw new Error(`Signing in was answered with ${answer.status}.`)
    return ((await answer.json()) as { token: string }).token
  }

  const token = (): Promise<string> => (signedIn ??= signIn())

  async function call(path: string, method = 'GET', body?: object): Promise<unknown> {
    const answer = await fetch(`${ENDPOINT}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(body && { 'content-type': 'application/json', 'if-none-match': '*' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}.`)
    return answer.json()
  }

  return {
    token,
    async hasFfmpeg() {
      const answer = await fetch('/dev/studio')
      return ((await answer.json()) as { ffmpeg: boolean }).ffmpeg
    },
    async sample() {
      const answer = await fetch('/dev/sample.mp4')
      if (!answer.ok) throw new Error(`The sample was answered with ${answer.status}.`)
      return new File([await answer.blob()], 'sample.mp4', { type: 'video/mp4', lastModified: 0 })
    },
    async courses() {
      const { items } = (await call('/courses?limit=200')) as CourseList
      return items.map(({ id, title }) => ({ id, title }))
    },
    async lessons(courseId) {
      const { lessons } = (await call(`/courses/${encodeURIComponent(courseId)}`)) as Course
      return lessons.map(({ id, title, status }) => ({ id, title, status }))
    },
    async createCourse(title) {
      const id = newId(title)
      await call(`/courses/${id}`, 'PUT', { title })
      return id
    },
    async createLesson(courseId, title, order) {
      const id = newId(title)
      await call(`/lessons/${id}`, 'PUT', { course_id: courseId, title, order })
      return id
    },
    async enrol(courseId, learnerId) {
      const answer = await fetch(`${ENDPOINT}/v1/courses/${encodeURIComponent(courseId)}/enrolments/${learnerId}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
        body: '{}',
      })
      if (!answer.ok) throw new Error(`Enrolling was answered with ${answer.status}.`)
    },
  }
}

/** An id that says what it is of, and is nobody else's. */
function newId(title: string): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `${words.slice(0, 40) || 'lesson'}-${crypto.randomUUID().slice(0, 8)}`
}
