import type { LessonRecord } from '../../core/records/lesson.js'
import type { UploadRecord } from '../../core/records/upload.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { Records } from '../../storage/store.js'
import { findManagedLesson } from '../access/find-lesson.js'
import { requireManager } from '../access/require-role.js'
import type { Caller } from '../caller.js'

/** An id of an upload. */
const UPLOAD_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

export interface FoundUpload {
  readonly upload: UploadRecord
  readonly lesson: LessonRecord
}

/** The upload, where the caller manages its lesson; unknown, another tenant's and a stranger's are alike: 404. */
export async function findManagedUpload(records: Records, caller: Caller, uploadId: string): Promise<FoundUpload> {
  requireManager(caller)
  const upload = isUploadId(uploadId) ? await records.uploads.find({ tenantId: caller.tenantId, uploadId }) : null
  if (!upload) throw new LessonProblem('upload_not_found')
  return { upload, lesson: await findItsLesson(records, caller, upload) }
}

/** The same inside a transaction, with the upload and its lesson held until it ends. */
export async function holdManagedUpload(records: Records, caller: Caller, uploadId: string): Promise<FoundUpload> {
  requireManager(caller)
  const upload = isUploadId(uploadId) ? await records.uploads.hold({ tenantId: caller.tenantId, uploadId }) : null
  if (!upload) throw new LessonProblem('upload_not_found')
  return { upload, lesson: await findItsLesson(records, caller, upload) }
}

export function isUploadId(text: string): boolean {
  return UPLOAD_ID.test(text)
}

async function findItsLesson(records: Records, caller: Caller, { lessonId }: UploadRecord): Promise<LessonRecord> {
  try {
    return (await findManagedLesson(records, caller, lessonId)).lesson
  } catch (error) {
    // Whoever may not know of the lesson may not know of its uploads either.
    if (error instanceof LessonProblem && error.code === 'lesson_not_found') throw new LessonProblem('upload_not_found')
    throw error
  }
}
