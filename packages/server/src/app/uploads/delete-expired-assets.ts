import type { SupplyContext } from './supply-context.js'

/** Deletes at Mux what nobody plays any more and whose time is over. One that Mux does not have any more is deleted too. */
export async function deleteExpiredAssets(
  { store, uploads: { mux } }: SupplyContext,
  hasTime: () => Promise<boolean>,
): Promise<void> {
  for (;;) {
    const asset = await store.uploads.takeExpired()
    if (!asset) return
    await mux.deleteAsset(asset.assetId)
    await store.uploads.assetDeleted(asset)
    if (!(await hasTime())) return
  }
}
