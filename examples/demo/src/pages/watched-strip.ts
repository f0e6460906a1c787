import type { LessonView } from './course.js'
import { h, setText } from './dom.js'
import { clockTime, exactSeconds, wholePercent } from './words.js'

type Stretch = readonly [from: number, to: number]

/** The strip under the player: which seconds of the lesson count, and which are still on their way. */
export interface WatchedStrip {
  /** What the ledger has credited. */
  show(lesson: LessonView): void
  /** What was played on this page, credited or not yet, and where the playhead is. */
  live(played: TimeRanges, position: number): void
  clear(): void
}

/** Draws the strip into its element; a press on it asks to seek there, in seconds. */
export function createWatchedStrip(place: HTMLElement, seek: (seconds: number) => void): WatchedStrip {
  const layers = { played: layer('played'), credited: layer('credited'), required: layer('required') }
  const playhead = h('i', { class: 'strip-playhead' })
  const bar = h(
    'div',
    { class: 'strip-bar', 'aria-hidden': 'true' },
    layers.played,
    layers.credited,
    layers.required,
    playhead,
  )
  const percent = h('strong', { class: 'strip-percent' })
  const seconds = h('span', { class: 'strip-seconds' })
  const needed = h('span', { class: 'strip-needed' })
  const end = h('span')
  const requiredKey = h('span', { class: 'key key-required' }, 'Required part')
  const strip = h(
    'section',
    { class: 'strip', 'aria-labelledby': 'strip-title' },
    h(
      'div',
      { class: 'strip-head' },
      h('h3', { id: 'strip-title' }, 'What counts'),
      h('p', { class: 'strip-figures' }, percent, seconds, needed),
    ),
    bar,
    h('p', { class: 'strip-scale', 'aria-hidden': 'true' }, h('span', {}, '0:00'), end),
    h(
      'p',
      { class: 'strip-keys' },
      h('span', { class: 'key key-credited' }, 'Counted'),
      h('span', { class: 'key key-played' }, 'Played, on its way'),
      requiredKey,
      h('span', { class: 'strip-note' }, 'A part you skip stays open until you have watched it.'),
    ),
  )
  let duration = 0

  bar.addEventListener('click', (event) => {
    const { left, width } = bar.getBoundingClientRect()
    if (duration > 0) seek(((event.clientX - left) / width) * duration)
  })

  const fill = (target: HTMLElement, stretches: readonly Stretch[]): void => {
    const share = (value: number): number => (duration > 0 ? Math.min(100, (value / duration) * 100) : 0)
    target.replaceChildren(
      ...stretches.map(([from, to]) => {
        const piece = h('i')
        piece.style.insetInlineStart = `${share(from)}%`
        piece.style.inlineSize = `${share(to) - share(from)}%`
        return piece
      }),
    )
  }

  return {
    show(lesson) {
      if (!strip.isConnected) place.replaceChildren(strip)
      const { standing, threshold, requiredSegments } = lesson
      duration = lesson.duration
      fill(layers.credited, standing.watchedSegments)
      fill(layers.required, requiredSegments)
      strip.classList.toggle('is-done', standing.completed)
      requiredKey.hidden = requiredSegments.length === 0
      setText(percent, wholePercent(standing.percent))
      setText(seconds, `${exactSeconds(standing.watchedSeconds)} of ${exactSeconds(duration)} watched`)
      setText(
        needed,
        standing.completed ? 'Completed' : threshold === null ? '' : `${wholePercent(threshold * 100)} needed`,
      )
      setText(end, clockTime(duration))
    },
    live(played, position) {
      fill(layers.played, stretchesOf(played))
      playhead.style.insetInlineStart = duration > 0 ? `${Math.min(100, (position / duration) * 100)}%` : '0'
    },
    clear() {
      place.replaceChildren()
    },
  }
}

function layer(name: string): HTMLElement {
  return h('div', { class: `strip-layer strip-${name}` })
}

function stretchesOf(ranges: TimeRanges): Stretch[] {
  return Array.from({ length: ranges.length }, (_, index) => [ranges.start(index), ranges.end(index)] as const)
}
