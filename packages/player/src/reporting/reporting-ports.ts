import type { ApiClient } from '@enhancedhr/element-kit/api-client'
import type { Clock } from '../ports/clock.js'
import type { EvidenceStore } from '../ports/evidence-store.js'
import type { SampleMedia } from '../ports/media.js'
import type { PageLike } from '../ports/page.js'
import type { Random } from '../ports/random.js'
import type { ReportingListener } from '../ports/reporting.js'
import type { Tabs } from '../ports/tabs.js'
import type { Timers } from '../ports/timers.js'
import type { UnloadBackup } from '../ports/unload-backup.js'

/** What time and chance are for reporting. */
export interface ReportingTime {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: Random
}

/** What reporting works with; the composition root chooses (`session.ts`). */
export interface ReportingPorts {
  readonly api: ApiClient
  readonly time: ReportingTime
  readonly store: EvidenceStore
  readonly backup: UnloadBackup
  readonly tabs: Tabs
  readonly page: PageLike
  readonly sampleMedia: SampleMedia
  readonly listener: ReportingListener
}
