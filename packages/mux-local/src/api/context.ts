import type { Clock } from '../clock.js'
import type { Catalogue } from '../delivery/catalogue.js'
import type { Processor } from '../media/processor.js'
import type { TextTracks } from '../media/text-tracks.js'
import type { AssetRecord } from '../model/state.js'
import type { StateStore } from '../model/state-store.js'
import type { Announcer } from '../webhooks/announce.js'
import { ApiError } from './api-error.js'

/** What the calls of the API work with. */
export interface ApiContext {
  readonly store: StateStore
  readonly clock: Clock
  readonly catalogue: Catalogue
  readonly processor: Processor
  readonly textTracks: TextTracks
  readonly announcer: Announcer
}

export function findAsset({ store }: ApiContext, id: string): AssetRecord {
  const asset = store.state.assets.find((each) => each.id === id)
  if (!asset) throw ApiError.notFound('asset')
  return asset
}
