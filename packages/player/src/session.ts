import { after } from '@enhancedhr/element-kit'
import { createBrowserTabs } from './browser/browser-tabs.js'
import { createIdbEvidenceStore } from './browser/idb-evidence-store.js'
import { localUnloadBackup } from './browser/local-unload-backup.js'
import { sampleMedia } from './browser/media-sampler.js'
import { createPageLifecycle } from './browser/page-lifecycle.js'
import { systemClock } from './browser/system-clock.js'
import type { Reporting } from './ports/reporting.js'
import type { ReportingPorts, ReportingTime } from './reporting/reporting-ports.js'
import { ReportingService } from './reporting/reporting-service.js'

export { localChoices } from './browser/local-choices.js'
export { createPageLifecycle, type MovingPage } from './browser/page-lifecycle.js'
export { createApiClient } from '@enhancedhr/element-kit/api-client'
export type { ExtraHeaders, GetAuthToken } from '@enhancedhr/element-kit'

type Shells = Omit<ReportingPorts, 'time'> & ReportingTime

/** What a host of reporting has to give; the rest has the browser's own parts as default. */
export type ReportingOptions = Pick<Shells, 'api' | 'listener'> & Partial<Shells>

/**
 * Makes the evidence side of one player: collecting, keeping, sending (`docs/collecting.md`).
 *
 * The one place that chooses the browser's shells. Nothing is listened to but the page until `begin`.
 */
export function createReporting(options: ReportingOptions): Reporting {
  const { clock = systemClock, timers = { after }, random = Math.random, ...shells } = options
  return new ReportingService({
    time: { clock, timers, random },
    page: shells.page ?? createPageLifecycle(),
    store: createIdbEvidenceStore(),
    backup: localUnloadBackup,
    tabs: createBrowserTabs(),
    sampleMedia,
    ...shells,
  })
}
