import type { AppContext } from '../app/app-context.js'
import type { Job } from './job.js'

/** Closes sessions from which nothing came for a long time, and sweeps those without evidence. */
export function closeSessions({ store }: Pick<AppContext, 'store'>): Job {
  return {
    name: 'close-sessions',
    async run(budget) {
      const done = { closed: 0, swept: 0 }
      for (;;) {
        const { closed, swept } = await store.sessions.closeOrphans()
        done.closed += closed
        done.swept += swept
        if (closed + swept === 0 || !(await budget.hasTime())) return done
      }
    },
  }
}
