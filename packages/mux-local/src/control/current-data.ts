import { assetEventData, trackResource, uploadResource } from '../model/resources.js'
import type { State } from '../model/state.js'

/** What an event about an object would say of it now; for an object that is not here, only its id. */
export function currentData(state: State, object: { readonly type: string; readonly id: string }) {
  const asset = state.assets.find(({ id }) => id === object.id)
  if (asset) return assetEventData(asset)
  const upload = state.uploads.find(({ id }) => id === object.id)
  if (upload) return uploadResource(upload, undefined)
  for (const { id, tracks } of state.assets) {
    const track = tracks.find((each) => each.id === object.id)
    if (track) return trackResource(track, id)
  }
  return { id: object.id }
}
