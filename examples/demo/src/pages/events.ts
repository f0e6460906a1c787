import type { SentTo } from '../event-overview.js'
import { chosenLanguage, rememberLanguage } from '../i18n/language.js'
import { byId, h, setText } from './dom.js'
import { icon } from './drawing.js'
import { createEventItem, type EventItem } from './event-item.js'
import { showLanguageMenu } from './language-menu.js'
import { createSentEventsApi } from './sent-events-api.js'
import { createWords } from './words.js'

/** How often the page asks what is new, in milliseconds; as often as the handler looks for what is due. */
const EVERY = 1_000

const messages = chosenLanguage(new URLSearchParams(location.search), localStorage)
const words = createWords(messages.code)
const texts = messages.sentEvents
document.documentElement.lang = messages.code
document.documentElement.dir = messages.dir
document.title = `${texts.title} · EnhancedHR Learning`
byId('skip').textContent = texts.skip
byId('footer').textContent = messages.footer
showLanguageMenu(byId('language-menu'), messages, (language) => {
  rememberLanguage(language, localStorage)
  const address = new URL(location.href)
  address.searchParams.set('lang', language.code)
  history.replaceState(null, '', address)
  location.reload()
})
byId('events-head').append(
  h('a', { class: 'back', href: '/' }, icon('next'), texts.back),
  h('h1', {}, texts.title),
  h('p', {}, texts.intro),
)

const receivers = h('div', { class: 'event-list' })
byId('receivers').append(
  h('div', { class: 'events-title' }, h('h2', { id: 'receivers-title' }, texts.receiver)),
  receivers,
)
const live = h('span', { class: 'live', role: 'status' })
const news = h('p', { class: 'unseen', role: 'status' })
const none = h('p', { class: 'no-events', hidden: true }, texts.none)
const list = h('ol', { class: 'event-list' })
byId('events').append(
  h('div', { class: 'events-title' }, h('h2', { id: 'events-title' }, texts.latest), live),
  news,
  none,
  list,
)

const api = createSentEventsApi()
const items = new Map<string, EventItem>()
const endpoints = new Map<string, (endpoint: SentTo) => void>()
let isFirst = true

function addEndpoint({ id, url }: SentTo): (endpoint: SentTo) => void {
  const state = h('span', { class: 'state' })
  const reason = h('span', { lang: 'en', dir: 'auto' })
  const test = h('button', { type: 'button', class: 'button button-quiet' }, texts.sendTest)
  test.addEventListener('click', () => {
    if (test.ariaDisabled !== 'true') act(api.sendTest(id))
  })
  receivers.append(
    h(
      'div',
      { class: 'receiver' },
      h(
        'div',
        { class: 'receiver-words' },
        h('strong', {}, h('bdi', {}, id), state),
        h('bdi', { class: 'mono', lang: 'en' }, url),
        reason,
      ),
      test,
    ),
  )
  return (endpoint) => {
    state.className = `state state-${endpoint.state}`
    setText(state, texts.states[endpoint.state])
    setText(reason, endpoint.state_reason ?? '')
    test.ariaDisabled = String(endpoint.state === 'disabled')
  }
}

async function refresh(): Promise<void> {
  const { endpoints: shown, events } = await api.read()
  for (const endpoint of shown) {
    const show = endpoints.get(endpoint.id) ?? addEndpoint(endpoint)
    endpoints.set(endpoint.id, show)
    show(endpoint)
  }
  // From the oldest on, so that each new one goes before all others.
  for (const event of [...events].reverse()) {
    const item = items.get(event.id)
    if (item) {
      item.show(event)
      continue
    }
    const added = createEventItem(event, texts, words, (endpointId) => act(api.resend(endpointId, event.id)))
    items.set(event.id, added)
    list.prepend(added.element)
    if (!isFirst) news.textContent = texts.arrived(event.type)
  }
  const kept = new Set(events.map(({ id }) => id))
  for (const [id, { element }] of items) {
    if (kept.has(id)) continue
    element.remove()
    items.delete(id)
  }
  none.hidden = items.size > 0
  isFirst = false
}

function act(work: Promise<void>): void {
  work.then(refresh).catch(() => showLive(false))
}

function showLive(isLive: boolean): void {
  live.classList.toggle('is-lost', !isLive)
  setText(live, isLive ? texts.live : texts.lost)
}

async function goOn(): Promise<void> {
  // A page that nobody sees asks for nothing.
  if (document.visibilityState === 'visible') {
    await refresh().then(
      () => showLive(true),
      () => showLive(false),
    )
  }
  setTimeout(() => void goOn(), EVERY)
}

void goOn()
