import type { AppContext } from '../app/app-context.js'
import type { Job } from './job.js'

const DAILY = 'end-bindings-daily'
const DAY_MS = 86_400_000

/**
 * Frees, once a day, videos that no lesson of their tenant has had for so many days.
 *
 * The lease of the day is what says that it was done, over all processes.
 */
export function endBindings({ store: { lessons, leases } }: Pick<AppContext, 'store'>, days: number): Job {
  return {
    name: 'end-bindings',
    async run(budget) {
      const holder = crypto.randomUUID()
      if (!(await leases.claim(DAILY, holder, DAY_MS))) return {}
      let ended = true
      try {
        while ((ended = (await lessons.endBindings(days)) > 0) && (await budget.hasTime()));
      } finally {
        // What is left is done by whoever comes next.
        if (ended) await leases.release(DAILY, holder)
      }
      return {}
    },
  }
}
