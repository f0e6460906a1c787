import type { MuxApi } from '../../core/supply/mux-api.js'
import type { UploadSettings } from '../../core/supply/upload-settings.js'

/** What uploads work with. */
export interface UploadServices {
  readonly mux: MuxApi
  readonly settings: UploadSettings
}

/** Says whether Mux sent a webhook, from its header and the bytes of its body. */
export type VerifyMuxWebhook = (header: string | null, body: Uint8Array) => Promise<boolean>
