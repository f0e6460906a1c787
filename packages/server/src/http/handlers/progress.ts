import { MAX_INT4 } from '@enhancedhr/protocol'
import { progressRequestSchema } from '@enhancedhr/protocol/wire'
import type { Caller } from '../../app/caller.js'
import { requireWatcher } from '../../app/access/require-role.js'
import { toTargetLearner, type TargetLearner } from '../../app/access/target-learner.js'
import { explainLesson } from '../../app/progress/explain-lesson.js'
import { readCourseProgress, readLessonProgress } from '../../app/progress/read-progress.js'
import { readReports, type ReportBatch, reportProgress } from '../../app/progress/report-progress.js'
import { learnerName } from '../../core/records/learner-key.js'
import { readSizedJson } from '../request/read-json.js'
import { readWholeNumber } from '../request/read-query.js'
import type { Answer, SignedInContext } from '../request-context.js'
import type { Services } from '../services.js'

/**
 * `POST /v1/progress`: evidence in, acknowledgements out.
 *
 * A batch counts once against its learner, and once against each session in it that is known to be theirs; over the limit
 * of any, nothing of the batch is kept. What is more than this process gets done is refused before it is read.
 */
export async function handleReportProgress({ caller, services, request }: SignedInContext): Promise<Answer> {
  requireWatcher(caller)
  services.ingest.requireRoom()
  // A body that comes slowly takes nobody's place.
  const { value, size } = await readSizedJson(request, progressRequestSchema)
  return services.ingest.run(size, () => takeReports(services, caller, readReports(value.reports)))
}

async function takeReports(services: Services, caller: Caller, batch: ReportBatch): Promise<Answer> {
  const sessions = new Set(batch.readable.map(({ sessionId }) => sessionId))
  const headers = await services.limits.countReports(caller, sessions)
  const report = () => reportProgress(services, caller, batch)
  // A batch that records nothing waits for nobody.
  const { acknowledgement, sessionIds } =
    batch.readable.length === 0 ? await report() : await services.learnerQueue.run(learnerName(caller), report)
  services.limits.learn(caller, ...sessionIds)
  return { body: acknowledgement, headers }
}

/** `GET /v1/lessons/:id/progress`. */
export async function handleReadLessonProgress(context: SignedInContext): Promise<Answer> {
  const { attempt, target } = readStanding(context)
  return { body: await readLessonProgress(context.services, context, context.params['id']!, target, attempt) }
}

/** `GET /v1/courses/:id/progress`. */
export async function handleReadCourseProgress(context: SignedInContext): Promise<Answer> {
  const { attempt, target } = readStanding(context)
  return { body: await readCourseProgress(context.services, context, context.params['id']!, target, attempt) }
}

/** `GET /v1/lessons/:id/explanation`: what of a lesson was credited, what was not, and why. */
export async function handleReadExplanation(context: SignedInContext): Promise<Answer> {
  const { attempt, target } = readStanding(context)
  return { body: await explainLesson(context.services, context, context.params['id']!, target, attempt) }
}

/** Whose standing `?learner_id=` names, and in which attempt (`?attempt=`; `null`: the current one). */
function readStanding({ url, caller }: SignedInContext): { attempt: number | null; target: TargetLearner } {
  const attempt = readWholeNumber(url, 'attempt', MAX_INT4)
  return { attempt, target: toTargetLearner(caller, url.searchParams.get('learner_id')) }
}
