import { reconcileAssets, reconcileUploads } from '../app/uploads/reconcile-uploads.js'
import { reconcileTracks } from '../app/tracks/sync-tracks.js'
import type { SupplyContext } from '../app/uploads/supply-context.js'
import type { Job } from './job.js'

/** Reads from Mux what no webhook has reported: open uploads again and again, and once a day every asset. */
export function reconcileMux(app: SupplyContext): Job {
  return {
    name: 'reconcile-mux',
    async run(budget) {
      const hasTime = () => budget.hasTime()
      await reconcileUploads(app, hasTime)
      await reconcileTracks(app, hasTime)
      await reconcileAssets(app, hasTime)
      return {}
    },
  }
}
