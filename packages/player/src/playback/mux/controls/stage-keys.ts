import { readKey, type KeyRequest } from '../../../core/playback/key-request.js'
import type { PlaybackOptions } from '../../playback-adapter.js'
import { requestControl } from './control-request.js'
import { leaveOpeningMenu } from './leave-opening-menu.js'
import type { MuxPlayer } from '../mux-player-type.js'

/** Pictures in a second where the video does not say: films and lessons have at least so many. */
const FRAME_RATE = 25
/** Fields that are no text: every other input takes what is typed. */
const NOT_TYPED_IN = new Set(['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'])

/** What the keys work with. */
export interface StageKeys {
  readonly signal: AbortSignal
  /** As it is now. `undefined`: nothing is played yet. */
  options(): Pick<PlaybackOptions, 'hotkeys' | 'maxRate' | 'playbackRates'> | undefined
  /** The learner wants to see which keys there are, or to set how captions look. */
  act(action: 'caption-settings' | 'keys'): void
}

/**
 * Takes the keys that Media Chrome does not have, or answers with a list in English; its others (space, `k`, arrows, `j`,
 * `l`, `m`, `c`, `f`, `p`) stay its own. What a key asks for goes the way of the buttons, so that the same refuses it.
 *
 * Escape closes a menu that is still opening.
 *
 * A key with Ctrl, Alt or Meta is the browser's, and one that is typed into a field, or used by the control that has the focus,
 * is theirs.
 */
export function takeKeys(element: HTMLElement, player: MuxPlayer, { signal, options, act }: StageKeys): void {
  function read(event: KeyboardEvent): KeyRequest | null {
    const given = options()
    const { media } = player
    if (!given?.hotkeys || !media || isTaken(event, element)) return null
    // As Caps Lock writes it, it is the key for captions.
    if (event.key === 'C' && !event.shiftKey) return null
    return readKey(event.key, {
      duration: media.duration,
      currentTime: media.currentTime,
      paused: media.paused,
      rate: media.playbackRate,
      rates: given.playbackRates,
      maxRate: given.maxRate,
      frameRate: frameRateOf(player),
    })
  }

  function answer(request: KeyRequest): void {
    if (request.type === 'seek') requestControl(player, 'mediaseekrequest', request.to)
    // As its menu writes it.
    else if (request.type === 'rate') requestControl(player, 'mediaplaybackraterequest', String(request.rate))
    else act(request.action)
  }

  element.addEventListener(
    'keydown',
    (event) => {
      const isMenus = leaveOpeningMenu(event, player)
      const request = read(event)
      // Where a slash is typed with the shift key, Media Chrome would open its list for it.
      const isTheirList = event.shiftKey && (event.key === '/' || event.key === '?')
      if (isMenus || request || (isTheirList && options()?.hotkeys)) event.stopPropagation()
      if (isMenus || request) event.preventDefault()
      if (request) answer(request)
    },
    { capture: true, signal },
  )
}

function isTaken(event: KeyboardEvent, stage: HTMLElement): boolean {
  const { key, ctrlKey, altKey, metaKey, isComposing, defaultPrevented } = event
  if (ctrlKey || altKey || metaKey || isComposing || defaultPrevented) return true
  const path = event.composedPath()
  const inside = path.slice(0, path.indexOf(stage)).filter((each) => each instanceof HTMLElement)
  return inside.some((each) => takesText(each) || usesKey(each, key))
}

function takesText(element: HTMLElement): boolean {
  const { localName } = element
  if (localName === 'input') return !NOT_TYPED_IN.has((element as HTMLInputElement).type)
  return localName === 'textarea' || localName === 'select' || element.isContentEditable
}

/** A slider goes to its own ends; Media Chrome's elements say which keys they use. */
function usesKey(element: HTMLElement, key: string): boolean {
  if (element.localName === 'input') return key === 'Home' || key === 'End'
  const { keysUsed } = element as HTMLElement & { readonly keysUsed?: unknown }
  return Array.isArray(keysUsed) && keysUsed.includes(key)
}

function frameRateOf({ _hls: engine }: MuxPlayer): number {
  const rate = engine?.levels[engine.currentLevel]?.frameRate
  return rate !== undefined && rate > 0 ? rate : FRAME_RATE
}
