import type { AppContext } from '../app/app-context.js'
import type { EventAge, RetentionPeriods } from '../core/records/learner-data.js'
import type { Job } from './job.js'

/** Deletes what is older than its period, and empties events about erased learners that have arrived. */
export function sweepExpired({ store: { privacy } }: Pick<AppContext, 'store'>, periods: RetentionPeriods): Job {
  return {
    name: 'sweep-expired',
    async run(budget) {
      let place: EventAge | null = null
      do place = await privacy.sweepEvents(periods, place)
      while (place !== null && (await budget.hasTime()))
      for (const sweep of [
        () => privacy.emptyErasures(),
        () => privacy.sweepEvidence(periods),
        () => privacy.sweepSessions(periods),
      ]) {
        while ((await sweep()) && (await budget.hasTime()));
      }
      return {}
    },
  }
}
