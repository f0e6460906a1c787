import { applyMuxEvents } from '../app/uploads/apply-mux-events.js'
import type { SupplyContext } from '../app/uploads/supply-context.js'
import type { Job } from './job.js'

/** Reads from Mux what webhooks were about that could not be applied when they came, and deletes old ones. */
export function applyMuxEventsJob(app: SupplyContext): Job {
  return {
    name: 'apply-mux-events',
    async run(budget) {
      await applyMuxEvents(app, () => budget.hasTime())
      while ((await app.store.muxEvents.sweep()) > 0 && (await budget.hasTime()));
      return {}
    },
  }
}
