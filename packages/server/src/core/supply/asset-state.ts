/** States of an asset, each further than the ones before it; `ready` and `errored` never follow each other at Mux. */
const ORDER = ['preparing', 'errored', 'ready', 'deleting', 'deleted'] as const
export type AssetState = (typeof ORDER)[number]
export const ASSET_STATES: readonly AssetState[] = ORDER

/** The further of two states; commutative, associative and idempotent. */
export function joinAssetStates(a: AssetState, b: AssetState): AssetState {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b
}
