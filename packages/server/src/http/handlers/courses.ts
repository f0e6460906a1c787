import { courseInputSchema } from '@enhancedhr/protocol/management'
import { archiveCourse } from '../../app/courses/archive-course.js'
import { listOwnCourses } from '../../app/courses/list-courses.js'
import { putCourse } from '../../app/courses/put-course.js'
import { readCourse } from '../../app/courses/read-course.js'
import { changed } from '../response/changed.js'
import { readPreconditionHeaders } from '../request/precondition-headers.js'
import { readJson } from '../request/read-json.js'
import { readWholeNumber } from '../request/read-query.js'
import type { Answer, SignedInContext } from '../request-context.js'

/** `GET /v1/courses`: what the caller is enrolled in or owns, for admins and services all, by id, a page at a time. */
export async function handleListCourses(context: SignedInContext): Promise<Answer> {
  const { services, url } = context
  const query = { limit: readWholeNumber(url, 'limit'), cursor: url.searchParams.get('cursor') }
  return { body: await listOwnCourses(services, context, query) }
}

/** `GET /v1/courses/:id`. */
export async function handleReadCourse(context: SignedInContext): Promise<Answer> {
  const { body, etag } = await readCourse(context.services, context, context.params['id']!)
  return etag === null ? { body } : { body, headers: { etag } }
}

/** `PUT /v1/courses/:id`. */
export async function handlePutCourse(context: SignedInContext): Promise<Answer> {
  const { request, services, params } = context
  const input = await readJson(request, courseInputSchema)
  return changed(await putCourse(services, context, params['id']!, input, readPreconditionHeaders(request)))
}

/** `DELETE /v1/courses/:id`. */
export async function handleArchiveCourse(context: SignedInContext): Promise<Answer> {
  const { request, services, params } = context
  return changed(await archiveCourse(services, context, params['id']!, readPreconditionHeaders(request)))
}
