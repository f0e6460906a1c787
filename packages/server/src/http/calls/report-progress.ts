import { MAX_REPORTS_PER_BATCH } from '@enhancedhr/protocol'
import { progressRequestSchema } from '@enhancedhr/protocol/wire'
import { parseReport, type ReadReport, type RefusedReport } from '../../core/parse-report.js'
import type { RecordedBatch } from '../../core/records/report.js'
import { acknowledge } from '../../app/progress/acknowledge.js'
import type { Answer, SignedInCall } from '../call.js'
import { learnerName } from '../learner-name.js'
import { applyLimit } from '../rate-limit.js'
import { readJson } from '../read-json.js'
import { requireWatcher } from '../require-role.js'

const NOTHING_RECORDED: RecordedBatch = { results: [], lessons: [], courses: [], sessionAges: new Map() }

/**
 * `POST /v1/progress`: evidence in, acknowledgements out.
 *
 * A batch counts once against each session that it names; over the limit of any, nothing of the batch is kept. Reports
 * beyond the fiftieth are refused with `too_large`, and come again in a further batch.
 */
export async function reportProgress({ caller, services, request }: SignedInCall): Promise<Answer> {
  requireWatcher(caller)
  const body = await readJson(request, progressRequestSchema)
  const reports = body.reports.map((value, index) => {
    return index < MAX_REPORTS_PER_BATCH ? parseReport(value) : refuseExcess(parseReport(value))
  })
  const readable = reports.filter((report): report is ReadReport => !('code' in report))
  const sessions = new Set(readable.map(({ sessionId }) => sessionId))
  const names = Array.from(sessions, (sessionId) => learnerName(caller, sessionId))
  const headers = await applyLimit(services.limits.reports, names)
  const recorded =
    readable.length === 0
      ? NOTHING_RECORDED
      : await services.gate.pass(learnerName(caller), () =>
          services.store.recordReports(caller, readable, services.policies),
        )
  return { body: acknowledge(reports, recorded), headers }
}

function refuseExcess({ sessionId }: ReadReport | RefusedReport): RefusedReport {
  return { code: 'too_large', sessionId }
}
