import type { EndPanel } from './end-panel.js'
import type { LayerContext } from './layer-context.js'
import type { ResumeNotice } from './resume-notice.js'
import type { WhatCounts } from './what-counts.js'

/** Loads the panel at the end of a lesson. */
export async function loadEndPanel(context: LayerContext): Promise<EndPanel> {
  const { EndPanel } = await import('./end-panel.js')
  return new EndPanel(context)
}

/** Loads the notice of where a lesson goes on. */
export async function loadResumeNotice(context: LayerContext): Promise<ResumeNotice> {
  const { ResumeNotice } = await import('./resume-notice.js')
  return new ResumeNotice(context)
}

/** Loads the list of what counts, as it is when it is opened. */
export async function loadWhatCounts(context: LayerContext): Promise<WhatCounts> {
  const { WhatCounts } = await import('./what-counts.js')
  return new WhatCounts(context)
}
