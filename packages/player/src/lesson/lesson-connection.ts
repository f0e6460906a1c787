import type { ApiClient } from '@enhancedhr/element-kit/api-client'
import type { Reporting, ReportingListener } from '../ports/reporting.js'
import type { LessonPorts } from './lesson-ports.js'

type ConnectionPorts = Pick<LessonPorts, 'createApi' | 'createReporting'>

/** The client of one endpoint, and the reporting that sends to it, until another endpoint is named. */
export class LessonConnection {
  readonly #ports: ConnectionPorts
  readonly #listener: ReportingListener
  #endpoint: string | undefined
  #api: ApiClient | undefined
  #reporting: Reporting | undefined

  constructor(ports: ConnectionPorts, listener: ReportingListener) {
    this.#ports = ports
    this.#listener = listener
  }

  get endpoint(): string | undefined {
    return this.#endpoint
  }

  get api(): ApiClient | undefined {
    return this.#api
  }

  get reporting(): Reporting | undefined {
    return this.#reporting
  }

  /** Connects to this endpoint, unless that is done; `null`: it is no URL. */
  open(endpoint: string): ApiClient | null {
    if (this.#api && this.#endpoint === endpoint) return this.#api
    this.close()
    try {
      this.#api = this.#ports.createApi(endpoint)
    } catch {
      return null
    }
    this.#endpoint = endpoint
    this.#reporting = this.#ports.createReporting(this.#api, this.#listener)
    return this.#api
  }

  /** Tries once more to send what is queued, and ends reporting. */
  close(): void {
    const reporting = this.#reporting
    this.#reporting = this.#api = this.#endpoint = undefined
    void reporting?.flush().finally(() => reporting.dispose())
  }
}
