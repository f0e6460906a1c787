import { describeError } from '../logger.js'
import { syncUpload } from './sync-upload.js'
import type { SupplyContext } from './supply-context.js'

/** Reads from Mux what events are about that have come, an upload at a time, while there is time; answers how many events. */
export async function applyMuxEvents(
  app: SupplyContext,
  hasTime: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<number> {
  const { muxEvents } = app.store
  let applied = 0
  for (;;) {
    const claimed = await muxEvents.claim()
    if (!claimed) return applied
    const { eventIds, objects } = claimed
    try {
      await syncUpload(app, claimed, objects)
      await muxEvents.applied(eventIds)
      applied += eventIds.length
    } catch (error) {
      app.logger.warn('An upload could not be read from Mux; it is read again.', describeError(error))
      await muxEvents.putOff(eventIds)
    }
    if (!(await hasTime())) return applied
  }
}
