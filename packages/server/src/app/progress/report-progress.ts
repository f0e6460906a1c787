import { MAX_REPORTS_ANSWERED, MAX_REPORTS_PER_BATCH } from '@enhancedhr/protocol'
import type { Acknowledgement } from '@enhancedhr/protocol/wire'
import { parseReport, type ReadReport, type RefusedReport } from '../../core/parse-report.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { RecordedBatch } from '../../core/records/report.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { AppContext } from '../app-context.js'
import { acknowledge } from './acknowledge.js'

/** The reports of one request. */
export interface ReportBatch {
  /** All, in the order sent. */
  readonly reports: readonly (ReadReport | RefusedReport)[]
  /** Those that can be read. */
  readonly readable: readonly ReadReport[]
}

const NOTHING_RECORDED: RecordedBatch = {
  ...{ results: [], lessons: [], courses: [] },
  endedSessions: new Map(),
  sessionAges: new Map(),
}

/** Reads reports. Those beyond the fiftieth are refused with `too_large`, and come again in a further batch. */
export function readReports(values: readonly unknown[]): ReportBatch {
  if (values.length > MAX_REPORTS_ANSWERED) {
    const detail = `Expected at most ${MAX_REPORTS_PER_BATCH.toString()} reports.`
    throw new LessonProblem('invalid_request', { errors: [{ pointer: '/reports', detail }] })
  }
  const reports = values.map((value, index) => {
    const report = parseReport(value)
    return index < MAX_REPORTS_PER_BATCH ? report : refuseExcess(report)
  })
  return { reports, readable: reports.filter((report): report is ReadReport => !('code' in report)) }
}

/** Takes evidence of what was played, all of a batch or nothing; `sessionIds` are those that are the learner's own. */
export async function reportProgress(
  { store, policies }: AppContext,
  learner: LearnerKey,
  { reports, readable }: ReportBatch,
): Promise<{ readonly acknowledgement: Acknowledgement; readonly sessionIds: readonly string[] }> {
  const recorded = readable.length === 0 ? NOTHING_RECORDED : await store.ledger.record(learner, readable, policies)
  const own = readable.filter((_report, index) => recorded.results[index]?.status !== 'refused')
  return { acknowledgement: acknowledge(reports, recorded), sessionIds: own.map(({ sessionId }) => sessionId) }
}

function refuseExcess({ sessionId }: ReadReport | RefusedReport): RefusedReport {
  return { code: 'too_large', sessionId }
}
