import { MAX_UNLOAD_BODY_BYTES } from '@enhancedhr/protocol'
import { isAcknowledgement, type ApiResult } from '@enhancedhr/protocol/answers'
import type { Acknowledgement } from '@enhancedhr/protocol/wire'
import type { Batch } from '../core/reporting/report-batch.js'
import { serialize } from '@enhancedhr/protocol/serialize'
import { reportUncaught } from '../notify.js'
import type { ApiClient } from '@enhancedhr/element-kit/api-client'
import type { PageLike } from '../ports/page.js'
import type { Tabs } from '../ports/tabs.js'
import type { Presence } from './presence.js'

export interface SenderPorts {
  readonly api: ApiClient
  readonly page: PageLike
  readonly tabs: Tabs
  readonly presence: Pick<Presence, 'scopeKey'>
}

/** Posts batches, in turns with the other tabs of the same learner. */
export class Sender {
  readonly #ports: SenderPorts
  #turn: Promise<void> | null = null

  constructor(ports: SenderPorts) {
    this.#ports = ports
  }

  /** The turn of this tab, from waiting for it to its end; it never rejects. */
  get turn(): Promise<void> | null {
    return this.#turn
  }

  /** Sends while no other tab sends for this scope, and calls `ended` afterwards, whatever came of it. */
  takeTurn(send: () => Promise<void>, ended: () => void): void {
    const { page, tabs, presence } = this.#ports
    const scopeKey = presence.scopeKey!
    const work = async (): Promise<void> => {
      // Another learner's grant may have come while it waited.
      if (scopeKey === presence.scopeKey) await send()
    }
    // A hidden page may be stopped at any moment, and two requests do no harm.
    const done = page.visible ? tabs.alone(scopeKey, work) : work()
    this.#turn = done.catch(reportUncaught).then(() => {
      this.#turn = null
      ended()
    })
  }

  /** `isFarewell`: the page goes, so the request has to outlive it. */
  post({ reports }: Batch, isFarewell = false): Promise<ApiResult<Acknowledgement>> {
    const isSmall = () => serialize({ reports }).length < MAX_UNLOAD_BODY_BYTES
    const keepalive = isFarewell || (!this.#ports.page.visible && isSmall())
    return this.#ports.api.post('/v1/progress', { reports }, isAcknowledgement, { keepalive, bound: true })
  }
}
