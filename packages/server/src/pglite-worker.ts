import { parentPort, workerData } from 'node:worker_threads'
import { servePglite } from './storage/pglite/serve-pglite.js'
import type { WorkerSettings } from './storage/pglite/worker-message.js'

/** The thread that PGlite works in: `pgliteStore` starts it. Imported anywhere else it does nothing. */
if (parentPort && isSettings(workerData)) servePglite(parentPort, workerData)

function isSettings(data: unknown): data is WorkerSettings {
  return typeof data === 'object' && data !== null && 'ehrLessonsPglite' in data
}
