import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.js'
import type { DeliveryRecord, EventRecord, WebhookRecord } from '../model/state.js'
import type { StateStore } from '../model/state-store.js'
import { eventBody } from './event-body.js'
import { seededRandom, shuffled } from './random.js'
import { GIVE_UP_AFTER_MS, retryDelay } from './retry-delay.js'
import { signatureHeader } from './signature.js'

/** What happens to new events. */
export type SendingMode = 'deliver' | 'hold' | 'drop' | 'duplicate' | 'shuffle' | 'delay'

export interface EventObject {
  readonly type: string
  readonly id: string
}

/** The result of an event that was sent at once, by address; `null`: no answer. */
export interface SendResult {
  readonly address: string
  readonly status: number | null
}

/** Keeps events and sends them to the registered webhooks, with retries. */
export interface WebhookSender {
  emit(type: string, object: EventObject, data: Readonly<Record<string, unknown>>): EventRecord
  setMode(mode: SendingMode, seed: number | undefined): void
  readonly mode: { readonly mode: SendingMode; readonly seed: number | undefined }
  /** Sends all that is held, delayed or waiting for a retry, and waits for one attempt of each. */
  flush(): Promise<void>
  /** Sends all that is due, and waits for it. */
  runDue(): Promise<void>
  /** Sends an event at once, whatever the mode: signed with this secret, at this many seconds from now. No retries. */
  sendNow(event: EventRecord, secret: string | undefined, skew: number): Promise<SendResult[]>
  makeEvent(type: string, object: EventObject, data: Readonly<Record<string, unknown>>): EventRecord
  stop(): void
}

const TIMEOUT_MS = 5_000
const DELAY_MS = 30_000
/** Events that are kept to look at. */
const KEPT_EVENTS = 1_000
/** Beyond this Node fires a timer at once. */
const LONGEST_TIMER_MS = 2_147_483_647

export function createWebhookSender(store: StateStore, clock: Clock): WebhookSender {
  const { state } = store
  let mode: SendingMode = 'deliver'
  let seed: number | undefined
  let random: (() => number) | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  /** One sending after the other, so that events arrive in their order as long as nothing goes wrong. */
  let queue: Promise<void> = Promise.resolve()

  /** With a seed an effect hits about half of the events, always the same ones; without, each. */
  const hits = () => random === undefined || random() < 0.5

  async function post(webhook: WebhookRecord, body: string, secret: string, skew: number): Promise<number | null> {
    try {
      const response = await fetch(webhook.address, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'mux-signature': signatureHeader(body, secret, clock.now() / 1000 + skew),
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      await response.body?.cancel()
      return response.status
    } catch {
      return null
    }
  }

  async function attempt(event: EventRecord, delivery: DeliveryRecord): Promise<void> {
    const webhook = state.webhooks.find(({ id }) => id === delivery.webhookId)
    if (!webhook?.enabled) {
      delivery.state = 'dropped'
      return
    }
    const at = clock.now()
    const status = await post(webhook, eventBody(event, delivery, state), webhook.secret, 0)
    delivery.attempts.push({ id: randomUUID(), at, address: webhook.address, status })
    if (status !== null && status >= 200 && status < 300) {
      delivery.state = 'delivered'
      return
    }
    delivery.next = at + retryDelay(delivery.attempts.length)
    if (delivery.next - event.created > GIVE_UP_AFTER_MS) delivery.state = 'given_up'
  }

  function due(): (readonly [EventRecord, DeliveryRecord])[] {
    const now = clock.now()
    return state.events.flatMap((event) =>
      event.deliveries
        .filter((delivery) => delivery.state === 'pending' && delivery.next <= now)
        .map((delivery) => [event, delivery] as const),
    )
  }

  async function sendDue(): Promise<void> {
    const sent = due()
    for (const [event, delivery] of sent) {
      // A request meanwhile may have reset everything.
      if (stopped || !state.events.includes(event)) continue
      await attempt(event, delivery)
    }
    if (sent.length > 0) store.save()
    schedule()
  }

  function pump(): Promise<void> {
    // A disk that cannot be written must not end the sending: the next save writes what this one could not.
    queue = queue.then(sendDue).catch(schedule)
    return queue
  }

  function schedule(): void {
    clearTimeout(timer)
    if (stopped) return
    const times = state.events.flatMap(({ deliveries }) =>
      deliveries.filter((delivery) => delivery.state === 'pending').map((delivery) => delivery.next),
    )
    if (times.length === 0) return
    const wait = Math.max(0, Math.min(...times) - clock.now())
    timer = setTimeout(() => void pump(), Math.min(wait, LONGEST_TIMER_MS))
    timer.unref()
  }

  function planDeliveries(webhookId: string, created: number): DeliveryRecord[] {
    const delivery = (over: Partial<DeliveryRecord> = {}): DeliveryRecord => ({
      webhookId,
      state: 'pending',
      next: created,
      attempts: [],
      ...over,
    })
    if (mode === 'hold' || mode === 'shuffle') return [delivery({ state: 'held' })]
    if (mode === 'deliver' || !hits()) return [delivery()]
    if (mode === 'drop') return [delivery({ state: 'dropped' })]
    if (mode === 'duplicate') return [delivery(), delivery()]
    return [delivery({ next: created + (random ? Math.ceil(random() * 2 * DELAY_MS) : DELAY_MS) })]
  }

  const makeEvent: WebhookSender['makeEvent'] = (type, object, data) => ({
    id: randomUUID(),
    type,
    object,
    created: clock.now(),
    // What is sent later shows the object as it was when this happened.
    data: structuredClone(data),
    deliveries: [],
  })

  schedule()
  return {
    makeEvent,
    get mode() {
      return { mode, seed }
    },
    emit(type, object, data) {
      const event = makeEvent(type, object, data)
      for (const webhook of state.webhooks)
        if (webhook.enabled) event.deliveries.push(...planDeliveries(webhook.id, event.created))
      state.events.push(event)
      while (state.events.length > KEPT_EVENTS && isFinished(state.events[0])) state.events.shift()
      store.save()
      void pump()
      return event
    },
    setMode(next, withSeed) {
      mode = next
      seed = withSeed
      random = withSeed === undefined ? undefined : seededRandom(withSeed)
    },
    async flush() {
      await queue
      const waiting = state.events.flatMap((event) =>
        event.deliveries
          .filter((delivery) => delivery.state === 'held' || delivery.state === 'pending')
          .map((delivery) => [event, delivery] as const),
      )
      const order = mode === 'shuffle' ? shuffled(waiting, random ?? Math.random) : waiting
      queue = queue.then(async () => {
        for (const [event, delivery] of order) {
          delivery.state = 'pending'
          await attempt(event, delivery)
        }
        store.save()
        schedule()
      })
      await queue
    },
    async runDue() {
      await pump()
    },
    async sendNow(event, secret, skew) {
      const body = eventBody(event, undefined, state)
      const enabled = state.webhooks.filter((webhook) => webhook.enabled)
      return Promise.all(
        enabled.map(async (webhook) => ({
          address: webhook.address,
          status: await post(webhook, body, secret ?? webhook.secret, skew),
        })),
      )
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

const isFinished = (event: EventRecord | undefined) =>
  event?.deliveries.every(({ state }) => state !== 'pending' && state !== 'held') === true
