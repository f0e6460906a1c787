import type { AppContext } from '../app/app-context.js'
import { DEFAULT_RETENTION, type RetentionPeriods } from '../core/records/learner-data.js'
import { DELETE_REPLACED_AFTER } from '../core/supply/upload-settings.js'
import { applyMuxEventsJob } from './apply-mux-events.js'
import { closeSessions } from './close-sessions.js'
import { deleteAssets } from './delete-assets.js'
import { endBindings } from './end-bindings.js'
import { evaluateVerdicts } from './evaluate-verdicts.js'
import type { Job, MaintenanceResult } from './job.js'
import { reconcileMux } from './reconcile-mux.js'
import { sweepExpired } from './sweep-expired.js'
import { sweepLimits } from './sweep-limits.js'

/** How long a claim holds, in milliseconds: far longer than a page takes. The job of a process that died waits as long. */
const LEASE_MS = 300_000

/**
 * Runs every job that no other process is running, for at most `budget` milliseconds in all.
 *
 * Each job has at least its share of the time. One that fails does not keep the others from their work; its error is thrown
 * at the end.
 */
export async function runMaintenance(
  app: Pick<AppContext, 'store' | 'telemetry'> & Partial<Pick<AppContext, 'uploads' | 'logger'>>,
  budget: number,
  periods: RetentionPeriods = DEFAULT_RETENTION,
): Promise<MaintenanceResult> {
  const { store, uploads, logger } = app
  const supply = uploads && logger ? { store, uploads, logger } : null
  const jobs = [
    closeSessions(app),
    evaluateVerdicts(app),
    sweepLimits(app),
    sweepExpired(app, periods),
    endBindings(app, uploads?.settings.deleteReplacedAfter ?? DELETE_REPLACED_AFTER),
    ...(supply ? [applyMuxEventsJob(supply), reconcileMux(supply), deleteAssets(supply)] : []),
  ]
  const until = Date.now() + budget
  const failures: unknown[] = []
  const result = { closed: 0, swept: 0, evaluated: 0 }
  for (const [index, job] of jobs.entries()) {
    const share = (until - Date.now()) / (jobs.length - index)
    const done = await runClaimed(app, job, share).catch((error: unknown) => void failures.push(error))
    result.closed += done?.closed ?? 0
    result.swept += done?.swept ?? 0
    result.evaluated += done?.evaluated ?? 0
  }
  if (failures.length > 0) throw failures[0]
  return result
}

/** Runs a job while this process holds its lease; nothing where another one does. */
async function runClaimed(
  { store: { leases }, telemetry }: Pick<AppContext, 'store' | 'telemetry'>,
  job: Job,
  share: number,
): Promise<Partial<MaintenanceResult>> {
  const holder = crypto.randomUUID()
  const begun = Date.now()
  const until = begun + share
  if (!(await leases.claim(job.name, holder, LEASE_MS))) return {}
  const hasTime = async () => Date.now() < until && (await leases.extend(job.name, holder, LEASE_MS))
  try {
    return await telemetry.span('ehr.job', { 'ehr.job': job.name }, () => job.run({ hasTime }))
  } finally {
    telemetry.record('ehr.job.duration', (Date.now() - begun) / 1_000, { 'ehr.job': job.name })
    // A lease that cannot be given back ends by itself.
    await leases.release(job.name, holder).catch(() => undefined)
  }
}
