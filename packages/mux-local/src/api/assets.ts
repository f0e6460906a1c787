import { rmSync } from 'node:fs'
import { assetResource } from '../model/resources.js'
import { assetChanges, assetSettings } from '../model/settings.js'
import type { AssetRecord } from '../model/state.js'
import { ApiError } from './api-error.js'
import { checkSettings } from './check-settings.js'
import { type ApiContext, findAsset } from './context.js'
import { cursorPageOf } from './paging.js'
import { readBody } from './read-body.js'
import { type ApiRoute, created, data, nothing } from './route.js'

/** Deletes an asset and its files, and says so. Also for the control's sake. */
export function deleteAsset({ store, catalogue, announcer }: ApiContext, asset: AssetRecord): void {
  store.state.assets = store.state.assets.filter((each) => each !== asset)
  catalogue.remove(asset.id)
  rmSync(store.directory('assets', asset.id), { recursive: true, force: true })
  announcer.asset('deleted', asset)
}

function inputInfo(asset: AssetRecord): readonly Readonly<Record<string, unknown>>[] {
  const settings = {
    ...(asset.inputUrl === undefined ? {} : { url: asset.inputUrl }),
    ...(asset.generatedSubtitles.length > 0 ? { generated_subtitles: asset.generatedSubtitles } : {}),
  }
  return [{ settings, ...(asset.input ? { file: asset.input } : {}) }]
}

/** Assets, but for their playback IDs and tracks. */
export function assetRoutes(context: ApiContext): ApiRoute[] {
  const { store, processor, announcer, catalogue } = context
  return [
    {
      method: 'POST',
      path: '/video/v1/assets',
      async run({ request }) {
        const settings = await readBody(request, assetSettings)
        checkSettings(settings)
        const [first] = settings.inputs ?? settings.input ?? []
        if (!/^https?:\/\//.test(first?.url ?? ''))
          throw ApiError.invalid('inputs.0.url: Expected an address with http or https')
        return created(assetResource(processor.createAsset(settings)))
      },
    },
    {
      method: 'GET',
      path: '/video/v1/assets',
      run({ url }) {
        const uploadId = url.searchParams.get('upload_id')
        const liveStream = url.searchParams.get('live_stream_id')
        const assets = store.state.assets.filter(
          (asset) => liveStream === null && (uploadId === null || asset.uploadId === uploadId),
        )
        const { items, next } = cursorPageOf(assets, url)
        return { status: 200, body: { data: items.map(assetResource), next_cursor: next } }
      },
    },
    {
      method: 'GET',
      path: '/video/v1/assets/:id',
      run: (call) => data(assetResource(findAsset(context, call.param('id')))),
    },
    {
      method: 'PATCH',
      path: '/video/v1/assets/:id',
      async run(call) {
        const asset = findAsset(context, call.param('id'))
        const changes = await readBody(call.request, assetChanges)
        // An empty text takes it away, as at Mux.
        if (changes.passthrough === '') delete asset.passthrough
        else if (changes.passthrough !== undefined) asset.passthrough = changes.passthrough
        if (changes.meta) asset.meta = { ...asset.meta, ...changes.meta } as Record<string, string>
        if (changes.thumbnail_time !== undefined) asset.thumbnailTime = changes.thumbnail_time
        catalogue.put(asset)
        announcer.asset('updated', asset)
        return data(assetResource(asset))
      },
    },
    {
      method: 'DELETE',
      path: '/video/v1/assets/:id',
      run(call) {
        deleteAsset(context, findAsset(context, call.param('id')))
        return nothing
      },
    },
    {
      method: 'DELETE',
      path: '/video/v1/assets/:id/thumbnail-time',
      run(call) {
        const asset = findAsset(context, call.param('id'))
        delete asset.thumbnailTime
        catalogue.put(asset)
        announcer.asset('updated', asset)
        return nothing
      },
    },
    {
      method: 'GET',
      path: '/video/v1/assets/:id/input-info',
      run: (call) => data(inputInfo(findAsset(context, call.param('id')))),
    },
  ]
}
