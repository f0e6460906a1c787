import { makeId } from '../model/ids.js'
import { playbackIdResource } from '../model/resources.js'
import { playbackIdBody } from '../model/settings.js'
import type { PlaybackIdRecord } from '../model/state.js'
import { ApiError } from './api-error.js'
import { type ApiContext, findAsset } from './context.js'
import { readBody } from './read-body.js'
import { type ApiRoute, type Call, created, data, nothing } from './route.js'

/** Playback IDs, of an asset and by themselves. */
export function playbackIdRoutes(context: ApiContext): ApiRoute[] {
  const { store, catalogue, announcer } = context
  const find = (call: Call) => {
    const asset = findAsset(context, call.param('id'))
    const playbackId = asset.playbackIds.find(({ id }) => id === call.param('playback_id'))
    if (!playbackId) throw ApiError.notFound('playback ID')
    return { asset, playbackId }
  }
  return [
    {
      method: 'POST',
      path: '/video/v1/assets/:id/playback-ids',
      async run(call) {
        const asset = findAsset(context, call.param('id'))
        const { policy = 'public' } = await readBody(call.request, playbackIdBody)
        if (policy === 'drm') throw ApiError.notImitated('playback IDs with DRM')
        const playbackId: PlaybackIdRecord = { id: makeId(), policy }
        asset.playbackIds.push(playbackId)
        catalogue.put(asset)
        announcer.asset('updated', asset)
        return created(playbackIdResource(playbackId))
      },
    },
    {
      method: 'GET',
      path: '/video/v1/assets/:id/playback-ids/:playback_id',
      run: (call) => data(playbackIdResource(find(call).playbackId)),
    },
    {
      method: 'DELETE',
      path: '/video/v1/assets/:id/playback-ids/:playback_id',
      run(call) {
        const { asset, playbackId } = find(call)
        asset.playbackIds = asset.playbackIds.filter((each) => each !== playbackId)
        catalogue.put(asset)
        announcer.asset('updated', asset)
        return nothing
      },
    },
    {
      method: 'GET',
      path: '/video/v1/playback-ids/:playback_id',
      run(call) {
        const id = call.param('playback_id')
        const asset = store.state.assets.find(({ playbackIds }) => playbackIds.some((each) => each.id === id))
        const playbackId = asset?.playbackIds.find((each) => each.id === id)
        if (!asset || !playbackId) throw ApiError.notFound('playback ID')
        return data({ ...playbackIdResource(playbackId), object: { type: 'asset', id: asset.id } })
      },
    },
  ]
}
