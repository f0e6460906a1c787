import type { AppContext } from '../app/app-context.js'
import type { EventServices } from '../app/events/event-services.js'
import { describeError } from '../app/logger.js'
import { judgeAnswer, type DeliveryAnswer } from '../core/events/delivery-outcome.js'
import { toEventText } from '../core/events/event-text.js'
import type { ClaimedDelivery, DeliveryOutcome } from '../core/records/delivery.js'
import { after } from '../timers.js'

/** Deliveries that one process sends at once. */
const AT_ONCE = 64
/** How often what is due is asked for, in milliseconds. */
export const POLL_MS = 1_000

/**
 * Claims deliveries, sends them and writes how that ended.
 *
 * Nothing waits for anything else: while an endpoint hangs, the others are claimed and sent. Any number of processes may do this at once,
 * because each delivery is leased to one of them.
 */
export class EventDispatcher {
  readonly #app: Pick<AppContext, 'store' | 'logger' | 'telemetry'>
  readonly #services: EventServices
  readonly #secrets: ReadonlyMap<string, readonly string[]>
  readonly #sending = new Set<Promise<unknown>>()
  readonly #stop = new AbortController()
  #claiming: Promise<number> | undefined
  #closing = false

  constructor(app: Pick<AppContext, 'store' | 'logger' | 'telemetry'>, services: EventServices) {
    this.#app = app
    this.#services = services
    this.#secrets = new Map(services.endpoints.map((endpoint) => [toName(endpoint), endpoint.secrets]))
  }

  /** Claims what is due and begins to send it; answers how many that are. What comes after a delivery follows by itself. */
  tick(): Promise<number> {
    if (this.#closing) return Promise.resolve(0)
    this.#claiming ??= this.#claim().finally(() => (this.#claiming = undefined))
    return this.#claiming
  }

  /** Sends what is due until nothing is, or for about `budget` milliseconds; answers how many deliveries were tried. */
  async run(budget: number): Promise<number> {
    const until = performance.now() + budget
    let tried = 0
    while (!this.#closing && performance.now() < until) {
      const claimed = await this.tick()
      tried += claimed
      if (this.#sending.size === 0) {
        if (claimed === 0) break
      } else await this.#change()
    }
    await Promise.allSettled(this.#sending)
    return tried
  }

  /** Claims nothing more, waits so many milliseconds for what is being sent, and gives the rest back. */
  async close(patience: number): Promise<void> {
    this.#closing = true
    const cancel = after(patience, () => this.#stop.abort())
    await Promise.allSettled([...this.#sending, this.#claiming])
    await Promise.allSettled(this.#sending)
    cancel()
  }

  /** Waits until a delivery is through, or for a moment: meanwhile something else may have become due. */
  async #change(): Promise<void> {
    let cancel = (): void => undefined
    const moment = new Promise<void>((settle) => (cancel = after(POLL_MS, settle)))
    await Promise.race([...this.#sending, moment])
    cancel()
  }

  async #claim(): Promise<number> {
    const { endpoints, secrets } = this.#services
    const limit = AT_ONCE - this.#sending.size
    if (limit <= 0) return 0
    const options = endpoints.map(({ tenantId, endpointId }) => ({ tenantId, endpointId }))
    const claimed = await this.#app.store.deliveries.claim({ options, opensSecrets: secrets !== null, limit })
    for (const delivery of claimed) this.#begin(delivery)
    return claimed.length
  }

  #begin(delivery: ClaimedDelivery): void {
    const sending: Promise<void> = this.#deliver(delivery)
      // What could not be written is sent again when its lease is over.
      .catch((error: unknown) => this.#app.logger.warn('An event could not be delivered.', describeError(error)))
      .finally(() => this.#sending.delete(sending))
    this.#sending.add(sending)
  }

  async #deliver(delivery: ClaimedDelivery): Promise<void> {
    const began = performance.now()
    const attempt = { kind: 'webhook', 'ehr.event.attempt': delivery.attempts + 1 }
    const answer = await this.#app.telemetry.span('ehr.event.deliver', attempt, () => this.#send(delivery))
    if (this.#stop.signal.aborted && answer.status === null) return this.#app.store.deliveries.release(delivery)
    const took = performance.now() - began
    const outcome = judgeAnswer(answer, {
      attempts: delivery.attempts + 1,
      elapsed: delivery.elapsed + took,
      random: Math.random(),
      now: delivery.claimedAt + took,
    })
    await this.#finish(delivery, outcome)
  }

  async #send({ body, url, eventId, ...delivery }: ClaimedDelivery): Promise<DeliveryAnswer> {
    try {
      const secrets = this.#secrets.get(toName(delivery)) ?? (await this.#openSecrets(delivery))
      return await this.#services.send({ url, eventId, body: toEventText(body), secrets, signal: this.#stop.signal })
    } catch (error) {
      return { status: null, error: error instanceof Error ? error.message : 'It could not be sent.' }
    }
  }

  async #openSecrets({
    secrets,
    claimedAt,
    ...endpoint
  }: Omit<ClaimedDelivery, 'body' | 'url' | 'eventId'>): Promise<readonly string[]> {
    const live = secrets.filter(({ until }) => until === null || until > claimedAt)
    return Promise.all(live.map(({ sealed }) => this.#services.secrets!.open(endpoint, sealed)))
  }

  async #finish(delivery: ClaimedDelivery, outcome: DeliveryOutcome): Promise<void> {
    const { store, logger, telemetry } = this.#app
    const finished = await store.deliveries.finish(delivery, outcome)
    const { endpointId: endpoint, eventId: event } = delivery
    telemetry.add('ehr.event.deliveries', 1, { kind: 'webhook', outcome: finished === 'lost' ? 'lost' : outcome.is })
    if (finished === 'lost') return
    if (outcome.is === 'dead') telemetry.add('ehr.event.dead', 1, { kind: 'webhook' })
    if (finished === 'disabled') logger.error('An endpoint of events was disabled.', { endpoint })
    if (outcome.is === 'dead') logger.error('An event was given up.', { endpoint, event })
    // The next revision of the subject can go now.
    if (outcome.is !== 'retry') await this.tick()
  }
}

function toName({ tenantId, endpointId }: { readonly tenantId: string; readonly endpointId: string }): string {
  return JSON.stringify([tenantId, endpointId])
}
