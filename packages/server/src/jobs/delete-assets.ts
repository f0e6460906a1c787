import { deleteDueTracks } from '../app/tracks/delete-track.js'
import { deleteExpiredAssets } from '../app/uploads/delete-expired-assets.js'
import type { SupplyContext } from '../app/uploads/supply-context.js'
import type { Job } from './job.js'

/** Deletes videos at Mux that were replaced, failed or cancelled, when their time is over. */
export function deleteAssets(app: SupplyContext): Job {
  return {
    name: 'delete-assets',
    async run(budget) {
      await deleteDueTracks(app, () => budget.hasTime())
      await deleteExpiredAssets(app, () => budget.hasTime())
      return {}
    },
  }
}
