import { makeId } from '../model/ids.js'
import { uploadResource } from '../model/resources.js'
import { uploadBody } from '../model/settings.js'
import type { UploadRecord } from '../model/state.js'
import { expireUpload } from '../upload/receive-upload.js'
import { ApiError } from './api-error.js'
import { checkSettings } from './check-settings.js'
import type { ApiContext } from './context.js'
import { pageOf } from './paging.js'
import { readBody } from './read-body.js'
import { type ApiRoute, type Call, created, data } from './route.js'

const DEFAULT_TIMEOUT = 3_600

/** Direct uploads. */
export function uploadRoutes(context: ApiContext): ApiRoute[] {
  const { store, clock, announcer } = context
  const show = (upload: UploadRecord, call: Call) => {
    expireUpload(upload, clock.now())
    return uploadResource(upload, `${call.base}/upload/${upload.token}`)
  }
  const find = (call: Call) => {
    const upload = store.state.uploads.find(({ id }) => id === call.param('id'))
    if (!upload) throw ApiError.notFound('upload')
    return upload
  }
  return [
    {
      method: 'POST',
      path: '/video/v1/uploads',
      async run(call) {
        const body = await readBody(call.request, uploadBody)
        const settings = body.new_asset_settings ?? {}
        checkSettings(settings)
        const upload: UploadRecord = {
          id: makeId(),
          token: makeId(64),
          created: clock.now(),
          corsOrigin: body.cors_origin ?? '',
          timeout: body.timeout ?? DEFAULT_TIMEOUT,
          test: body.test ?? false,
          settings,
          status: 'waiting',
          received: 0,
          complete: false,
        }
        store.state.uploads.push(upload)
        announcer.upload('created', upload)
        return created(show(upload, call))
      },
    },
    {
      method: 'GET',
      path: '/video/v1/uploads',
      run: (call) => data(pageOf(store.state.uploads, call.url).map((upload) => show(upload, call))),
    },
    { method: 'GET', path: '/video/v1/uploads/:id', run: (call) => data(show(find(call), call)) },
    {
      method: 'PUT',
      path: '/video/v1/uploads/:id/cancel',
      run(call) {
        const upload = find(call)
        expireUpload(upload, clock.now())
        if (upload.status !== 'waiting')
          throw ApiError.invalid(`The upload is ${upload.status}; only a waiting one can be cancelled`)
        upload.status = 'cancelled'
        announcer.upload('cancelled', upload)
        return data(show(upload, call))
      },
    },
  ]
}
