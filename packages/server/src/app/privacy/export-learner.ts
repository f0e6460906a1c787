import { LEARNER_EXPORT_VERSION } from '@enhancedhr/protocol'
import type { LearnerExport } from '@enhancedhr/protocol/management'
import type { ExportedRow } from '../../core/records/learner-data.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { AppContext } from '../app-context.js'
import { readExportCursor, toExportCursor } from './export-cursor.js'

/** Rows that are read at once: somebody may have watched for years. */
const ROWS_PER_PAGE = 500

type Context = Pick<AppContext, 'store'>

/**
 * Reads a page of what is kept of a learner, by section, in the order of the sections.
 *
 * Pages put together are the whole document: a section goes on in the next one. What is written meanwhile may be missing; nothing
 * appears twice.
 */
export async function exportLearnerPage(
  { store: { privacy } }: Context,
  learner: LearnerKey,
  cursor: string | null,
): Promise<LearnerExport> {
  const after = cursor === null ? null : readExportCursor(cursor, privacy)
  const rows = await privacy.read(learner, after, ROWS_PER_PAGE)
  const records = Object.fromEntries(privacy.sections.map((section): [string, unknown[]] => [section, []]))
  for (const { section, row } of rows) records[section]!.push(row)
  return {
    ...toHead(learner, await privacy.now()),
    records: records as LearnerExport['records'],
    next_cursor: rows.length < ROWS_PER_PAGE ? null : toExportCursor(rows.at(-1)!.place),
  }
}

/**
 * Writes everything that is kept of a learner as one JSON document, in pieces between which a line may end.
 *
 * At most a page of it is in memory, however much there is.
 */
export async function* exportLearner({ store: { privacy } }: Context, learner: LearnerKey): AsyncGenerator<string> {
  yield `${JSON.stringify(toHead(learner, await privacy.now())).slice(0, -1)},"records":{`
  let section = -1
  let last: ExportedRow | undefined
  for (;;) {
    const rows = await privacy.read(learner, last?.place ?? null, ROWS_PER_PAGE)
    for (const row of rows) {
      const next = privacy.sections.indexOf(row.section)
      if (next > section) yield between(privacy.sections, section, next)
      yield `${next > section ? '' : ','}${JSON.stringify(row.row)}`
      section = next
    }
    last = rows.at(-1)
    if (rows.length < ROWS_PER_PAGE) break
  }
  yield `${between(privacy.sections, section, privacy.sections.length)}},"next_cursor":null}`
}

function toHead(
  { tenantId, learnerId }: LearnerKey,
  now: Date,
): Pick<LearnerExport, 'version' | 'tenant_id' | 'learner_id' | 'exported_at'> {
  const who = { tenant_id: tenantId, learner_id: learnerId }
  return { version: LEARNER_EXPORT_VERSION, ...who, exported_at: now.toISOString() }
}

/** Ends the list of one section, writes the empty ones that follow, and begins that of another. */
function between(sections: readonly string[], from: number, to: number): string {
  const skipped = sections.slice(from + 1, to).map((section) => `"${section}":[]`)
  const begun = to < sections.length ? [`"${sections[to]!}":[`] : []
  const rest = [...skipped, ...begun].join(',')
  if (from < 0) return rest
  return `]${rest === '' ? '' : `,${rest}`}`
}
