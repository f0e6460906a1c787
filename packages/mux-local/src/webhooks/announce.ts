import { assetEventData, trackResource, uploadResource } from '../model/resources.js'
import type { AssetRecord, TrackRecord, UploadRecord } from '../model/state.js'
import type { WebhookSender } from './sender.js'

/** Emits events about uploads, assets and tracks with the data that Mux puts into them. */
export interface Announcer {
  upload(event: 'created' | 'asset_created' | 'cancelled' | 'errored', upload: UploadRecord): void
  asset(
    event: 'created' | 'ready' | 'errored' | 'updated' | 'deleted' | 'warning' | 'non_standard_input_detected',
    asset: AssetRecord,
  ): void
  track(event: 'created' | 'ready' | 'errored' | 'deleted' | 'skipped', asset: AssetRecord, track: TrackRecord): void
}

export function createAnnouncer(sender: WebhookSender): Announcer {
  return {
    upload(event, upload) {
      sender.emit(`video.upload.${event}`, { type: 'upload', id: upload.id }, uploadResource(upload, undefined))
    },
    asset(event, asset) {
      sender.emit(`video.asset.${event}`, { type: 'asset', id: asset.id }, assetEventData(asset))
    },
    track(event, asset, track) {
      sender.emit(`video.asset.track.${event}`, { type: 'track', id: track.id }, trackResource(track, asset.id))
    },
  }
}
