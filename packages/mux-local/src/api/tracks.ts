import { trackResource } from '../model/resources.js'
import { subtitlesBody, trackBody, trackChanges } from '../model/settings.js'
import type { AssetRecord } from '../model/state.js'
import { ApiError } from './api-error.js'
import { type ApiContext, findAsset } from './context.js'
import { readBody } from './read-body.js'
import { type ApiRoute, type Call, created, data, nothing } from './route.js'

/** Tracks of an asset. */
export function trackRoutes(context: ApiContext): ApiRoute[] {
  const { store, catalogue, textTracks, announcer } = context
  const readyAsset = (call: Call): AssetRecord => {
    const asset = findAsset(context, call.param('id'))
    if (asset.status !== 'ready')
      throw ApiError.invalid(`The asset is ${asset.status}; only a ready one can be given tracks`)
    return asset
  }
  const find = (call: Call) => {
    const asset = findAsset(context, call.param('id'))
    const track = asset.tracks.find(({ id }) => id === call.param('track_id'))
    if (!track) throw ApiError.notFound('track')
    return { asset, track }
  }
  return [
    {
      method: 'POST',
      path: '/video/v1/assets/:id/tracks',
      async run(call) {
        const asset = readyAsset(call)
        const body = await readBody(call.request, trackBody)
        if (body.type === 'audio') throw ApiError.notImitated('further audio tracks')
        if (!/^https?:\/\//.test(body.url)) throw ApiError.invalid('url: Expected an address with http or https')
        const { track } = textTracks.upload(asset, {
          url: body.url,
          languageCode: body.language_code,
          name: body.name,
          closedCaptions: body.closed_captions ?? false,
          passthrough: body.passthrough,
        })
        return created(trackResource(track))
      },
    },
    {
      method: 'PATCH',
      path: '/video/v1/assets/:id/tracks/:track_id',
      async run(call) {
        const { asset, track } = find(call)
        const changes = await readBody(call.request, trackChanges)
        if (changes.language_code !== undefined) track.languageCode = changes.language_code
        if (changes.name !== undefined) track.name = changes.name
        if (changes.closed_captions !== undefined) track.closedCaptions = changes.closed_captions
        if (changes.passthrough !== undefined) track.passthrough = changes.passthrough
        catalogue.put(asset)
        store.save()
        return data(trackResource(track))
      },
    },
    {
      method: 'DELETE',
      path: '/video/v1/assets/:id/tracks/:track_id',
      run(call) {
        const { asset, track } = find(call)
        if (track.type !== 'text') throw ApiError.invalid('The video and its first audio track stay')
        asset.tracks = asset.tracks.filter((each) => each !== track)
        catalogue.put(asset)
        announcer.track('deleted', asset, track)
        return nothing
      },
    },
    {
      method: 'POST',
      path: '/video/v1/assets/:id/tracks/:track_id/generate-subtitles',
      async run(call) {
        const asset = readyAsset(call)
        const { track } = find(call)
        if (track.type !== 'audio') throw ApiError.invalid('Subtitles are generated from an audio track')
        const body = await readBody(call.request, subtitlesBody)
        const tracks = textTracks.generate(asset, body.generated_subtitles)
        return created(tracks.map((each) => trackResource(each)))
      },
    },
  ]
}
