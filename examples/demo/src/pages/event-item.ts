import type { SentDelivery, SentEvent } from '../event-overview.js'
import type { EventMessages } from '../i18n/event-messages.js'
import { h, setText } from './dom.js'
import type { Words } from './words.js'

/** What became of one event, as it goes on; what has the focus keeps it. */
export interface EventItem {
  readonly element: HTMLElement
  show(event: SentEvent): void
}

/** Draws an event; `resend` sends it to an endpoint once more. */
export function createEventItem(
  event: SentEvent,
  messages: EventMessages,
  words: Words,
  resend: (endpointId: string) => void,
): EventItem {
  const rows = new Map<string, (delivery: SentDelivery) => void>()
  const notSent = h('p', { class: 'delivery' }, messages.notSent)
  const element = h(
    'li',
    { class: 'event', 'data-event': event.id },
    h(
      'div',
      { class: 'event-head' },
      h('strong', { class: 'mono', lang: 'en', dir: 'ltr' }, event.type),
      h(
        'span',
        { class: 'event-facts' },
        `${messages.revision(event.revision)} · `,
        h('time', { datetime: event.occurred_at }, words.instant(event.occurred_at)),
      ),
    ),
    h('p', { class: 'event-about' }, h('bdi', { class: 'mono', lang: 'en' }, event.subject)),
    notSent,
  )

  function addRow({ endpoint_id: endpointId }: SentDelivery): (delivery: SentDelivery) => void {
    const state = h('span', { class: 'state' })
    const attempts = h('span')
    const next = h('span')
    const ended = h('time')
    const error = h('span', { class: 'delivery-error', lang: 'en', dir: 'auto' })
    const button = h(
      'button',
      { type: 'button', class: 'button button-quiet', 'aria-label': messages.sendAgainOf(event.type) },
      messages.sendAgain,
    )
    button.addEventListener('click', () => {
      if (button.ariaDisabled !== 'true') resend(endpointId)
    })
    const facts = h('span', { class: 'delivery-words' }, attempts, ended, next, error)
    element.append(h('div', { class: 'delivery', 'data-endpoint': endpointId }, state, facts, button))
    return (delivery) => {
      state.className = `state state-${delivery.state}`
      setText(state, messages.states[delivery.state])
      setText(attempts, delivery.attempts > 0 ? messages.attempts(delivery.attempts) : '')
      setText(next, waits(delivery) ? messages.nextTry(words.instant(delivery.due_at)) : '')
      ended.dateTime = delivery.finished_at ?? ''
      setText(ended, delivery.finished_at === null ? '' : words.instant(delivery.finished_at))
      setText(error, delivery.state === 'delivered' ? '' : (delivery.last_error ?? ''))
      // What waits goes by itself. A disabled button would lose the focus of whoever has just pressed it.
      button.ariaDisabled = String(delivery.state === 'pending')
    }
  }

  function show({ deliveries }: SentEvent): void {
    notSent.hidden = deliveries.length > 0
    for (const delivery of deliveries) {
      const row = rows.get(delivery.endpoint_id) ?? addRow(delivery)
      rows.set(delivery.endpoint_id, row)
      row(delivery)
    }
  }

  show(event)
  return { element, show }
}

function waits({ state, attempts }: SentDelivery): boolean {
  return state === 'pending' && attempts > 0
}
