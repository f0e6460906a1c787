import { after } from '@enhancedhr/element-kit'
import { createBrowserTabs } from './browser/browser-tabs.js'
import { createIdbEvidenceStore } from './browser/idb-evidence-store.js'
import { sampleMedia } from './browser/media-sampler.js'
import { localSpill } from './browser/local-unload-backup.js'
import { createPageLifecycle } from './browser/page-lifecycle.js'
import { systemClock } from './browser/system-clock.js'
import { ReportingController, type ReportingParts } from './reporting/collector.js'
import type { Reporting } from './ports/reporting.js'

export { localChoices } from './browser/local-choices.js'
export { createPageLifecycle, type MovingPage } from './browser/page-lifecycle.js'
export { createApiClient } from './browser/api-client.js'
export type { ExtraHeaders, GetAuthToken } from '@enhancedhr/element-kit'

/** What a host of reporting has to give; the rest has the browser's own parts as default. */
export type ReportingOptions = Pick<ReportingParts, 'api' | 'listener'> & Partial<ReportingParts>

/**
 * Makes the evidence side of one player: collecting, keeping, sending (`docs/collecting.md`).
 *
 * The one place that chooses the browser's shells. Nothing is listened to but the page until `begin`.
 */
export function createReporting(options: ReportingOptions): Reporting {
  return new ReportingController({
    clock: systemClock,
    timers: { after },
    random: Math.random,
    page: options.page ?? createPageLifecycle(),
    store: createIdbEvidenceStore(),
    spill: localSpill,
    tabs: createBrowserTabs(),
    sampleMedia,
    ...options,
  })
}
