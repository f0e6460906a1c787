import { after, type ResourceClient } from '@enhancedhr/element-kit'
import { createFetchTransfer } from './browser/fetch-transfer.js'
import { createLocalFileStore } from './browser/local-file-store.js'
import { systemClock } from './browser/system-clock.js'
import { createUploadApi } from './upload/upload-api.js'
import type { UploadPorts } from './upload/upload-session.js'

/** The browser's shells for the uploads of one endpoint. */
export function uploadPorts(endpoint: string, client: ResourceClient): UploadPorts {
  return {
    api: createUploadApi(client),
    transfer: createFetchTransfer(),
    files: createLocalFileStore(endpoint),
    clock: systemClock,
    timers: { after },
    random: Math.random,
    online: () => navigator.onLine,
  }
}
