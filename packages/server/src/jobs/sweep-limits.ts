import type { AppContext } from '../app/app-context.js'
import type { Job } from './job.js'

/** Deletes counts of calls that are over. */
export function sweepLimits({ store }: Pick<AppContext, 'store'>): Job {
  return {
    name: 'sweep-limits',
    async run(budget) {
      while ((await store.limits.sweep()) > 0 && (await budget.hasTime()));
      return {}
    },
  }
}
