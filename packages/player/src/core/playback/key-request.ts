/** What a key asks of the player. Seconds of media; the rate is a speed. */
export type KeyRequest =
  | { readonly type: 'seek'; readonly to: number }
  | { readonly type: 'rate'; readonly rate: number }
  | { readonly type: 'action'; readonly action: 'caption-settings' | 'keys' }

/** What the answer depends on. */
export interface KeyContext {
  /** In seconds; `NaN` while it is not known. */
  readonly duration: number
  readonly currentTime: number
  readonly paused: boolean
  readonly rate: number
  /** Speeds on offer, ascending. */
  readonly rates: readonly number[]
  /** The lesson's greatest speed. */
  readonly maxRate: number
  /** Pictures in a second of media. */
  readonly frameRate: number
}

/** How much faster is asked for beyond the speeds on offer, so that the learner reads that there is nothing faster. */
const RATE_STEP = 0.25

/**
 * Reads a key by its `KeyboardEvent.key`: `0` to `9`, Home and End go to a part of the lesson, `,` and `.` to the picture before and
 * after while it is paused, `<` and `>` to the next speed on offer, `C` to the settings of captions and `?` to the list of keys. Where
 * there is no such speed it is the one that is on. `null`: it asks for nothing.
 */
export function readKey(key: string, context: KeyContext): KeyRequest | null {
  const { duration, currentTime } = context
  if (key === '?') return { type: 'action', action: 'keys' }
  if (key === 'C') return { type: 'action', action: 'caption-settings' }
  if (key === '<' || key === '>') return readRate(key, context)
  if (!Number.isFinite(duration)) return null
  if (/^\d$/.test(key)) return { type: 'seek', to: (Number(key) / 10) * duration }
  if (key === 'Home') return { type: 'seek', to: 0 }
  if (key === 'End') return { type: 'seek', to: duration }
  if ((key !== ',' && key !== '.') || !context.paused) return null
  const step = (key === ',' ? -1 : 1) / context.frameRate
  return { type: 'seek', to: Math.min(Math.max(0, currentTime + step), duration) }
}

function readRate(key: '<' | '>', { rate, rates, maxRate }: KeyContext): KeyRequest {
  const next = key === '>' ? rates.find((each) => each > rate) : rates.findLast((each) => each < rate)
  // Refused in words, by whatever refuses it to the menu.
  const isDenied = key === '>' && rate + RATE_STEP > maxRate
  return { type: 'rate', rate: next ?? (isDenied ? rate + RATE_STEP : rate) }
}
