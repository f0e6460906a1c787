import { describeError } from '../logger.js'
import { isUploadId } from './find-upload.js'
import { loseVideo } from './lose-video.js'
import { syncUpload } from './sync-upload.js'
import type { SupplyContext } from './supply-context.js'

/** Uploads that are read between two looks at the time. */
const PAGE = 20
/** Videos of lessons that are compared between two looks at the time. */
const VIDEOS = 500
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
 * carries no id of ours is not touched, whatever it is. A video that a lesson has and Mux does not is lost.
 *
 * The lease of the day is what says that it was done, over all processes.
 */
export async function reconcileAssets(app: SupplyContext, hasTime: HasTime): Promise<void> {
  const { leases } = app.store
  const holder = crypto.randomUUID()
  if (!(await leases.claim(ALL_ASSETS, holder, DAY_MS))) return
  const seen = new Set<string>()
  try {
    for (let page = 1, isLast = false; !isLast; page += 1) {
      const found = await app.uploads.mux.listAssets(page)
      isLast = found.isLast
      for (const { id } of found.assets) seen.add(id)
      const named = new Map(found.assets.map(({ passthrough, id }) => [passthrough ?? '', id]))
      const ours = await app.store.uploads.locate(Array.from(named.keys()).filter(isUploadId))
      for (const key of ours) {
        const known = await app.store.uploads.find(key)
        if (known?.assetId === null) await syncUpload(app, key, [{ type: 'asset', id: named.get(key.uploadId)! }])
      }
      if (!isLast && !(await hasTime())) throw new OutOfTime()
    }
    await findLost(app, seen, hasTime)
  } catch (error) {
    // Somebody else begins it again.
    await leases.release(ALL_ASSETS, holder)
    if (!(error instanceof OutOfTime)) throw error
  }
}

/** Looks for videos that lessons have and Mux does not list; each is asked for once more, because it may be newer than the list. */
async function findLost(
  { store, uploads: { mux } }: SupplyContext,
  seen: ReadonlySet<string>,
  hasTime: HasTime,
): Promise<void> {
  for (let after: string | null = null; ;) {
    const videos = await store.lessons.listVideos({ after, limit: VIDEOS })
    for (const { assetId, ...video } of videos) {
      if (seen.has(assetId) || (await mux.findAsset(assetId)) !== null) continue
      await store.transaction(async (records) => {
        await records.lessons.hold(video)
        await loseVideo(records, video, assetId)
      })
    }
    const last = videos.at(-1)
    if (!last || videos.length < VIDEOS) return
    after = JSON.stringify([last.assetId, last.tenantId, last.lessonId])
    if (!(await hasTime())) throw new OutOfTime()
  }
}

class OutOfTime extends Error {
  override readonly name = 'OutOfTime'
}
