import { MAX_REPORTS_ANSWERED, MAX_REPORTS_PER_BATCH } from '@enhancedhr/protocol'
import { progressRequestSchema } from '@enhancedhr/protocol/wire'
import { parseReport, type ReadReport, type RefusedReport } from '../../core/parse-report.js'
import type { RecordedBatch } from '../../core/records/report.js'
import { acknowledge } from '../../app/progress/acknowledge.js'
import type { Answer, SignedInCall } from '../call.js'
import { learnerName } from '../learner-name.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { readJson } from '../read-json.js'
import { requireWatcher } from '../require-role.js'

const NOTHING_RECORDED: RecordedBatch = {
  ...{ results: [], lessons: [], courses: [] },
  endedSessions: new Map(),
  sessionAges: new Map(),
}

/**
 * `POST /v1/progress`: evidence in, acknowledgements out.
 *
 * A batch counts once against its learner, and once against each session in it that is known to be theirs; over the limit
 * of any, nothing of the batch is kept. Reports beyond the fiftieth are refused with `too_large`, and come again in a
 * further batch.
 */
export async function reportProgress({ caller, services, request }: SignedInCall): Promise<Answer> {
  requireWatcher(caller)
  const body = await readJson(request, progressRequestSchema)
  if (body.reports.length > MAX_REPORTS_ANSWERED) {
    const detail = `Expected at most ${MAX_REPORTS_PER_BATCH.toString()} reports.`
    throw new LessonProblem('invalid_request', { errors: [{ pointer: '/reports', detail }] })
  }
  const reports = body.reports.map((value, index) => {
    return index < MAX_REPORTS_PER_BATCH ? parseReport(value) : refuseExcess(parseReport(value))
  })
  const readable = reports.filter((report): report is ReadReport => !('code' in report))
  const sessions = new Set(readable.map(({ sessionId }) => sessionId))
  const headers = await services.limits.countReports(caller, sessions)
  const recorded =
    readable.length === 0
      ? NOTHING_RECORDED
      : await services.gate.pass(learnerName(caller), () =>
          services.store.ledger.record(caller, readable, services.policies),
        )
  const own = readable.filter((_report, index) => recorded.results[index]?.status !== 'refused')
  await services.limits.learn(caller, ...own.map(({ sessionId }) => sessionId))
  return { body: acknowledge(reports, recorded), headers }
}

function refuseExcess({ sessionId }: ReadReport | RefusedReport): RefusedReport {
  return { code: 'too_large', sessionId }
}
