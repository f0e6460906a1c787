import type { EndPanel } from './end-panel.js'
import type { LayerContext } from './layer-context.js'
import type { WhatCounts } from './what-counts.js'

/** Loads the panel at the end of a lesson. */
export async function loadEndPanel(context: LayerContext): Promise<EndPanel> {
  const { EndPanel } = await import('./end-panel.js')
  return new EndPanel(context)
}

/** Loads the list of what counts, as it is when it is opened. */
export async function loadWhatCounts(context: LayerContext): Promise<WhatCounts> {
  const { WhatCounts } = await import('./what-counts.js')
  return new WhatCounts(context)
}
