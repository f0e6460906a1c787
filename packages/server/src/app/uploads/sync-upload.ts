import type { MuxObject, ReadAsset, UploadChange, UploadKey, UploadRecord } from '../../core/records/upload.js'
import { decideUpload, type MuxReading, signedPlaybackId } from '../../core/supply/decide-upload.js'
import type { MuxApi, MuxAsset } from '../../core/supply/mux-api.js'
import { isFinal } from '../../core/supply/upload-state.js'
import type { Records } from '../../storage/store.js'
import type { SupplyContext } from './supply-context.js'
import { applyTracks } from '../tracks/sync-tracks.js'
import { loseVideo } from './lose-video.js'
import { toFacts, writeDecision } from './settle-upload.js'

/**
 * Reads an upload and its asset from Mux, and applies what was read.
 *
 * What is applied is never what an event said, so it does not matter in which order events come, how often, or whether one was lost:
 * each reading is joined to what is known. `objects` names what events were about, for an upload of which Mux's names are not
 * known yet; an object that does not carry our id is nobody's.
 */
export async function syncUpload(
  { store, uploads: { mux, settings } }: SupplyContext,
  key: UploadKey,
  objects: readonly MuxObject[] = [],
): Promise<void> {
  const upload = await store.uploads.find(key)
  if (!upload) return
  const readNumber = await store.uploads.nextRead()
  const reading = await read(mux, upload, objects)
  await store.transaction(async (records) => {
    const held = await records.uploads.hold(key)
    const lesson = held && (await records.lessons.find(held))
    if (!held || !lesson) return
    await apply(records, held, reading, readNumber)
    const known = (await records.uploads.find(key))!
    const decision = decideUpload(reading, toFacts(known, lesson, settings))
    const found = newNames(held, reading, settings.timeout)
    if (decision.state !== held.state) await writeDecision(records, { upload: held, lesson, settings }, decision, found)
    else if (found) await records.uploads.change(held, { ...found, state: held.state })
    else await records.uploads.checked(key)
    await expireLateAsset(records, known, decision.state, settings.deleteFailedAfter)
    if (reading.asset === null || reading.asset === 'gone') return
    const now = (await records.lessons.find(held))!
    const rules = { requiresCaptions: settings.requireCaptions }
    const isNew = decision.video !== null && now.captionsWaiver === null
    await applyTracks(records, rules, now, { asset: reading.asset, readNumber }, { isNew })
  })
}

async function read(mux: MuxApi, upload: UploadRecord, objects: readonly MuxObject[]): Promise<MuxReading> {
  const isOurs = (found: { readonly passthrough: string | null } | null) => found?.passthrough === upload.uploadId
  const hint = (type: string) => objects.find((object) => object.type === type)?.id ?? null
  let muxUploadId = upload.muxUploadId ?? hint('upload')
  let assetId = upload.assetId ?? hint('asset')
  let asset: MuxAsset | null = null
  if (muxUploadId === null && assetId !== null) {
    asset = await mux.findAsset(assetId)
    muxUploadId = isOurs(asset) ? asset!.uploadId : null
  }
  const found = muxUploadId === null ? null : await mux.findUpload(muxUploadId)
  const own = isOurs(found) ? found : null
  // The upload says which asset is its own; what an event named counts only while it has none.
  assetId = upload.assetId ?? own?.assetId ?? assetId
  if (assetId !== null && asset?.id !== assetId) asset = await mux.findAsset(assetId)
  if (asset !== null) return { upload: own, asset: isOurs(asset) ? asset : null }
  // One that was never read may not be there yet.
  const isGone = upload.assetId !== null || (own?.assetId != null && upload.isOverdue)
  return { upload: own, asset: isGone ? 'gone' : null }
}

/** Keeps what is known of the asset, whatever becomes of the upload. */
async function apply(records: Records, upload: UploadRecord, { asset }: MuxReading, readNumber: number): Promise<void> {
  if (asset === null) return
  if (asset !== 'gone') await records.uploads.putAsset(upload, { ...toReadAsset(asset), readNumber })
  else if (upload.assetId !== null) {
    await loseVideo(records, upload, upload.assetId)
    await records.uploads.assetDeleted({ tenantId: upload.tenantId, assetId: upload.assetId })
  }
}

function toReadAsset(asset: MuxAsset): Omit<ReadAsset, 'readNumber'> {
  return {
    assetId: asset.id,
    playbackId: signedPlaybackId(asset),
    state: asset.status === 'ready' || asset.status === 'errored' ? asset.status : 'preparing',
    duration: asset.duration,
    aspectRatio: asset.aspectRatio,
    error: asset.error,
  }
}

/** Mux's names for what was read, where they are new; the time in which the file may come begins with the upload's. */
function newNames(
  known: UploadRecord,
  { upload, asset }: MuxReading,
  timeout: number,
): Pick<UploadChange, 'muxUploadId' | 'timeout' | 'assetId'> | undefined {
  const muxUploadId = known.muxUploadId === null ? upload?.id : undefined
  const assetId = known.assetId === null && asset !== 'gone' ? asset?.id : undefined
  if (muxUploadId === undefined && assetId === undefined) return undefined
  return { ...(muxUploadId !== undefined && { muxUploadId, timeout }), ...(assetId !== undefined && { assetId }) }
}

/** A video that came of an upload that had ended by then is nobody's. */
async function expireLateAsset(
  records: Records,
  upload: UploadRecord,
  state: UploadRecord['state'],
  days: number,
): Promise<void> {
  if (!isFinal(upload.state) || state === 'ready' || state === 'superseded') return
  for (const assetId of await records.uploads.assetsOf(upload)) {
    await records.uploads.expireAsset({ tenantId: upload.tenantId, assetId }, state === 'cancelled' ? 0 : days)
  }
}
