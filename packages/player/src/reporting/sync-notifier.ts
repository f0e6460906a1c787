import type { SyncStatus } from '../core/reporting/sync-status.js'
import { serialize } from '@enhancedhr/protocol/serialize'
import { notify } from '../notify.js'
import type { ReportingListener } from '../ports/reporting.js'

/** Notifies of each change of the status, and once that the browser denies storage. */
export class SyncNotifier {
  readonly #listener: ReportingListener
  #last = ''
  #hasReportedDenial = false

  constructor(listener: ReportingListener) {
    this.#listener = listener
  }

  update(status: SyncStatus): void {
    const text = serialize(status)
    if (text === this.#last) return
    this.#last = text
    notify(() => this.#listener.sync(status))
    if (status.storage === 'disk' || this.#hasReportedDenial) return
    this.#hasReportedDenial = true
    notify(() => this.#listener.error({ code: 'storage_denied', retryable: false, retryAfter: null }))
  }
}
