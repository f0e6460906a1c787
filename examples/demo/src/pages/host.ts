import type { Course } from '@enhancedhr/protocol/wire'
import { readCourse, type CourseView } from './course.js'
import type { IssuedCertificates } from './certificate-links.js'
import type { Learner } from './learners.js'

/** Where the handler is mounted. */
export const ENDPOINT = '/lessons-api'
const COURSE_ID = 'fire-safety'
/** The language of the sample course, its titles and its videos. */
export const COURSE_LANGUAGE = 'en'

/** The part of a host application that the pages need: signing in, and reading the course. */
export interface Host {
  /** A bearer token for the learner; `renew` asks for another one. */
  token(renew: boolean): Promise<string>
  /** The course with the learner's progress, or `null` when it is not open to the learner. */
  course(): Promise<CourseView | null>
  certificates(): Promise<IssuedCertificates>
}

/** Creates the host for one learner. */
export function createHost(learner: Learner): Host {
  let signedIn: Promise<string> | undefined

  async function signIn(): Promise<string> {
    const answer = await fetch('/dev/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ learner_id: learner.id, enrol: learner.enrolled }),
    })
    if (!answer.ok) throw new Error(`Signing in was answered with ${answer.status}.`)
    const { token } = (await answer.json()) as { token: string }
    return token
  }

  function token(renew: boolean): Promise<string> {
    if (!signedIn || renew) signedIn = signIn()
    return signedIn
  }

  return {
    token,
    async course() {
      const answer = await fetch(`${ENDPOINT}/v1/courses/${COURSE_ID}`, {
        headers: { authorization: `Bearer ${await token(false)}` },
      })
      if (answer.status === 403 || answer.status === 404) return null
      if (!answer.ok) throw new Error(`The course was answered with ${answer.status}.`)
      return readCourse((await answer.json()) as Course)
    },
    async certificates() {
      const answer = await fetch('/dev/certificates', { headers: { authorization: `Bearer ${await token(false)}` } })
      if (!answer.ok) throw new Error(`The certificates were answered with ${answer.status}.`)
      return (await answer.json()) as IssuedCertificates
    },
  }
}
