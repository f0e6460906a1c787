import { lessonInputSchema } from '@enhancedhr/protocol/management'
import { archiveLesson } from '../../app/lessons/archive-lesson.js'
import { putLesson } from '../../app/lessons/put-lesson.js'
import { readLesson } from '../../app/lessons/read-lesson.js'
import { changed } from '../response/changed.js'
import { readPreconditionHeaders } from '../request/precondition-headers.js'
import { readJson } from '../request/read-json.js'
import type { Answer, SignedInContext } from '../request-context.js'

/** `GET /v1/lessons/:id`. */
export async function handleReadLesson(context: SignedInContext): Promise<Answer> {
  const { body, etag } = await readLesson(context.services, context, context.params['id']!)
  return etag === null ? { body } : { body, headers: { etag } }
}

/** `PUT /v1/lessons/:id`. */
export async function handlePutLesson(context: SignedInContext): Promise<Answer> {
  const { request, services, params } = context
  const input = await readJson(request, lessonInputSchema)
  return changed(await putLesson(services, context, params['id']!, input, readPreconditionHeaders(request)))
}

/** `DELETE /v1/lessons/:id`. */
export async function handleArchiveLesson(context: SignedInContext): Promise<Answer> {
  const { request, services, params } = context
  return changed(await archiveLesson(services, context, params['id']!, readPreconditionHeaders(request)))
}
