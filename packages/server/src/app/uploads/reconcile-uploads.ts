import { describeError } from '../logger.js'
import { isUploadId } from './find-upload.js'
import { syncUpload } from './sync-upload.js'
import type { SupplyContext } from './supply-context.js'

/** Uploads that are read between two looks at the time. */
const PAGE = 20
const ALL_ASSETS = 'reconcile-mux-assets'
/** How often every asset is looked through, in milliseconds. */
const DAY_MS = 86_400_000

type HasTime = () => Promise<boolean>

/** Reads open uploads again whose webhooks may have been lost, or that have run out of time; one that fails keeps no other from it. */
export async function reconcileUploads(app: SupplyContext, hasTime: HasTime): Promise<void> {
  for (;;) {
    const due = await app.store.uploads.due(PAGE)
    for (const upload of due) {
      try {
        await syncUpload(app, upload)
      } catch (error) {
        app.logger.warn('An upload could not be read from Mux; it is read again.', describeError(error))
        await app.store.uploads.checked(upload)
      }
    }
    if (due.length < PAGE || !(await hasTime())) return
  }
}

/**
 * Looks through all assets at Mux once a day, for those of ours of which nobody here knows: somebody cancelled, or a process died. One that
 * carries no id of ours is not touched, whatever it is.
 *
 * The lease of the day is what says that it was done, over all processes.
 */
export async function reconcileAssets(app: SupplyContext, hasTime: HasTime): Promise<void> {
  const { leases } = app.store
  const holder = crypto.randomUUID()
  if (!(await leases.claim(ALL_ASSETS, holder, DAY_MS))) return
  try {
    for (let page = 1, isLast = false; !isLast; page += 1) {
      const found = await app.uploads.mux.listAssets(page)
      isLast = found.isLast
      const named = new Map(found.assets.map(({ passthrough, id }) => [passthrough ?? '', id]))
      const ours = await app.store.uploads.locate(Array.from(named.keys()).filter(isUploadId))
      for (const key of ours) {
        const known = await app.store.uploads.find(key)
        if (known?.assetId === null) await syncUpload(app, key, [{ type: 'asset', id: named.get(key.uploadId)! }])
      }
      if (!isLast && !(await hasTime())) throw new OutOfTime()
    }
  } catch (error) {
    // Somebody else begins it again.
    await leases.release(ALL_ASSETS, holder)
    if (!(error instanceof OutOfTime)) throw error
  }
}

class OutOfTime extends Error {
  override readonly name = 'OutOfTime'
}
