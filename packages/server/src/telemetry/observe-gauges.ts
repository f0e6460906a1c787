import type { Telemetry } from '../core/telemetry.js'
import type { LessonStore } from '../storage/store.js'

/** Lets whoever collects see what waits: reports, events, calls for a connection. Gives the function that ends that. */
export function observeGauges(
  telemetry: Telemetry,
  { store, ingest, sendsEvents }: { store: LessonStore; ingest: { readonly calls: number }; sendsEvents: boolean },
): () => void {
  const stops = [
    telemetry.observe('ehr.ingest.queue', async () => [{ value: ingest.calls }]),
    telemetry.observe('ehr.db.pool', async () => {
      const counts = store.connections()
      if (counts === null) return []
      return Object.entries(counts).map(([state, value]: [string, number]) => ({ value, attributes: { state } }))
    }),
  ]
  if (sendsEvents) {
    stops.push(
      telemetry.observe('ehr.event.age', async () => {
        const pending = await store.deliveries.oldestPending()
        return pending.map(({ kind, age }) => ({ value: age / 1_000, attributes: { kind } }))
      }),
    )
  }
  return () => {
    for (const stop of stops) stop()
  }
}
