import type { Messages } from '../i18n/messages.js'
import type { LessonView } from './course.js'
import { h, setText } from './dom.js'
import { createStretchBar } from './stretch-bar.js'
import { divide, type Stretch } from './stretches.js'
import type { StripPlayer } from './strip-player.js'
import { createUncountedList } from './uncounted-list.js'
import type { Words } from './words.js'

/** The strip under the player: which seconds of the lesson count, and which do not. */
export interface WatchedStrip {
  /** What the ledger has credited. */
  show(lesson: LessonView): void
  /** What was played on this page, credited or not yet, and where the playhead is. */
  live(played: TimeRanges, position: number): void
  clear(): void
}

/** How much of the video *Skip to the end* leaves to be played, in seconds. */
const LAST_SECONDS = 4

/** Draws the strip into its element. */
export function createWatchedStrip(
  place: HTMLElement,
  messages: Messages,
  words: Words,
  player: StripPlayer,
): WatchedStrip {
  const bar = createStretchBar(messages, words, (seconds) => player.seek(seconds))
  const uncounted = createUncountedList(messages, words, player)
  const skip = h('button', { type: 'button', class: 'button' }, messages.skipToEnd)
  const why = h(
    'button',
    { type: 'button', class: 'button button-quiet', 'aria-expanded': 'false', 'aria-controls': 'uncounted' },
    messages.whatDidNotCount,
  )
  const percent = h('strong', { class: 'strip-percent' })
  const seconds = h('span')
  const rule = h('ul', { class: 'rule', 'aria-label': messages.ruleTitle })
  // Lives through every change of the rest, so that a screen reader hears what is put in.
  const news = h('p', { class: 'strip-news', role: 'status' })
  const end = h('span', { 'aria-hidden': 'true' })
  const requiredKey = key('required', messages.mustWatch)
  const strip = h(
    'section',
    { class: 'strip', 'aria-labelledby': 'strip-title' },
    h(
      'div',
      { class: 'strip-head' },
      h('h2', { id: 'strip-title' }, messages.onlyWatchedCounts),
      h('div', { class: 'strip-buttons' }, skip, why),
    ),
    bar.element,
    h(
      'div',
      { class: 'strip-scale' },
      h('span', { 'aria-hidden': 'true' }, words.clockTime(0)),
      h('p', { class: 'strip-figures' }, percent, seconds),
      end,
    ),
    news,
    uncounted.element,
    h('div', { class: 'rule-row' }, h('p', { class: 'rule-title', 'aria-hidden': 'true' }, messages.ruleTitle), rule),
    h(
      'p',
      { class: 'strip-keys' },
      key('counted', messages.counted),
      key('saving', messages.saving),
      key('open', messages.notWatched),
      requiredKey,
    ),
  )
  let shown: LessonView | null = null
  let played: [number, number][] = []
  let position = 0
  let stretches: readonly Stretch[] = []

  skip.addEventListener('click', () => {
    if (!shown) return
    const target = Math.max(0, shown.duration - LAST_SECONDS)
    const skipped = stretches.some(({ state, from, to }) => state === 'open' && from < target && to > position)
    setText(news, skipped ? messages.skipped(words.clockTime(position), words.clockTime(target)) : '')
    player.seek(target)
  })
  why.addEventListener('click', () => {
    const isOpen = why.getAttribute('aria-expanded') === 'true'
    why.setAttribute('aria-expanded', String(!isOpen))
    uncounted.toggle(!isOpen)
  })

  function draw({ duration, standing, requiredSegments }: LessonView): void {
    stretches = divide({ duration, counted: standing.watchedSegments, played, required: requiredSegments })
    bar.show(stretches, duration, standing.completed)
    uncounted.showGaps(stretches.filter(({ state }) => state === 'open'))
  }

  return {
    show(lesson) {
      if (!strip.isConnected) place.replaceChildren(strip)
      if (shown?.id !== lesson.id) {
        played = []
        position = 0
        news.textContent = ''
      }
      shown = lesson
      const { standing, duration, requiredSegments } = lesson
      strip.classList.toggle('is-done', standing.completed)
      requiredKey.hidden = requiredSegments.length === 0
      setText(percent, words.percent(standing.percent))
      setText(seconds, messages.watchedOf(words.length(standing.watchedSeconds), words.length(duration)))
      setText(end, words.clockTime(duration))
      showRule(rule, lesson, messages, words)
      draw(lesson)
    },
    live(ranges, now) {
      played = Array.from({ length: ranges.length }, (_, index) => [ranges.start(index), ranges.end(index)])
      position = now
      bar.movePlayhead(now)
      if (shown) draw(shown)
    },
    clear() {
      shown = null
      played = []
      news.textContent = ''
      place.replaceChildren()
    },
  }
}

/** The lesson's rule as it is, each part with a mark when it is met. */
function showRule(list: HTMLElement, lesson: LessonView, messages: Messages, words: Words): void {
  const { threshold, requiredSegments, standing } = lesson
  const parts = [
    ...(threshold === null
      ? []
      : [{ text: messages.ruleShare(words.percent(threshold * 100)), met: standing.percent >= threshold * 100 }]),
    ...requiredSegments.map(([from, to]) => ({
      text: messages.rulePart(words.clockTime(from), words.clockTime(to)),
      met: standing.watchedSegments.some(([start, end]) => start <= from + 0.05 && end >= to - 0.05),
    })),
  ]
  const state = JSON.stringify(parts)
  if (list.dataset['parts'] === state) return
  list.dataset['parts'] = state
  list.replaceChildren(
    ...parts.map(({ text, met }) =>
      h(
        'li',
        { class: met ? 'rule-part is-met' : 'rule-part' },
        h('span', { class: 'unseen' }, met ? messages.met : messages.open),
        ` ${text}`,
      ),
    ),
  )
}

function key(name: string, text: string): HTMLElement {
  return h('span', { class: 'key' }, h('i', { class: `key-mark is-${name}`, 'aria-hidden': 'true' }), text)
}
