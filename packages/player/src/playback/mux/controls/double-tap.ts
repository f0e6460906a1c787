import { after } from '@enhancedhr/element-kit'
import { requestControl } from './control-request.js'
import type { MuxPlayer } from '../mux-player-type.js'

/** A second tap comes within so many milliseconds and pixels of the first. */
const LONGEST_PAUSE_MS = 320
const FARTHEST = 60
/** Share of the width on either side that takes double taps. */
const SIDE = 0.36
/** How far one goes, in seconds. */
const STEP = 10
/** How long it is seen (600 ms). */
const SHOWN_MS = 600
/** What lies under a finger that touches the picture, and no control. */
const PICTURE = new Set(['media-controller', 'video'])

interface Tap {
  readonly at: number
  readonly x: number
  readonly y: number
}

/**
 * Seeks ten seconds back where the left of the picture is tapped twice with a finger, and ahead on the right; every further tap
 * goes on. Left is back in every script, as on the time bar. It asks as the buttons do, so that the same refuses it, and shows
 * how far it really went.
 *
 * A single tap stays Mux Player's, which shows and hides the controls.
 */
export function seekByDoubleTap(
  element: HTMLElement,
  player: MuxPlayer,
  lang: () => string,
  signal: AbortSignal,
): void {
  let last: Tap | undefined
  function seek(direction: -1 | 1): void {
    const { media } = player
    if (!media || !(media.readyState > 0)) return
    const from = media.currentTime
    requestControl(player, 'mediaseekrequest', Math.min(Math.max(0, from + direction * STEP), media.duration))
    const moved = Math.round(media.currentTime - from)
    if (moved !== 0) showSeek(element, moved, lang())
  }

  element.addEventListener(
    'pointerup',
    (event) => {
      const target = event.composedPath()[0]
      const isTap = event.isPrimary && event.pointerType === 'touch'
      if (!isTap || !(target instanceof Element) || !PICTURE.has(target.localName)) return void (last = undefined)
      const tap = { at: event.timeStamp, x: event.clientX, y: event.clientY }
      const isSecond = last !== undefined && isSame(last, tap)
      last = tap
      const { left, width } = element.getBoundingClientRect()
      const share = (tap.x - left) / width
      if (isSecond && (share < SIDE || share > 1 - SIDE)) seek(share < SIDE ? -1 : 1)
    },
    { capture: true, signal },
  )
}

function isSame(first: Tap, second: Tap): boolean {
  const distance = Math.hypot(second.x - first.x, second.y - first.y)
  return second.at - first.at <= LONGEST_PAUSE_MS && distance <= FARTHEST
}

/** For the eye only: a screen reader has the keys, and hears the time bar. */
function showSeek(element: HTMLElement, seconds: number, lang: string): void {
  const sign = element.ownerDocument.createElement('div')
  sign.className = 'seek-sign'
  sign.ariaHidden = 'true'
  sign.textContent = formatStep(seconds, lang)
  Object.assign(sign.style, {
    position: 'absolute',
    top: '50%',
    [seconds < 0 ? 'left' : 'right']: `${String((SIDE / 2) * 100)}%`,
    translate: `${seconds < 0 ? '-' : ''}50% -50%`,
    display: 'grid',
    placeItems: 'center',
    width: '4.5rem',
    aspectRatio: '1',
    borderRadius: '50%',
    background: 'rgb(14 18 27 / 82%)',
    color: '#fff',
    font: '600 1rem/1 var(--media-font-family, system-ui)',
    fontVariantNumeric: 'tabular-nums',
    border: '1px solid transparent',
    pointerEvents: 'none',
    zIndex: '1',
  })
  for (const before of element.querySelectorAll('.seek-sign')) before.remove()
  element.append(sign)
  after(SHOWN_MS, () => sign.remove())
}

function formatStep(seconds: number, lang: string): string {
  const options = { style: 'unit', unit: 'second', unitDisplay: 'narrow', signDisplay: 'always' } as const
  return new Intl.NumberFormat(lang, options).format(seconds)
}
