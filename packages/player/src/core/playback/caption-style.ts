/** How large captions are, in percent of what fits the player. */
export const CAPTION_SIZES = [75, 100, 150, 200] as const
export const CAPTION_COLORS = ['white', 'yellow', 'cyan', 'green'] as const
/** What lies behind the text: a dark ground that lets the picture through or does not, or only a shadow around the letters. */
export const CAPTION_GROUNDS = ['half', 'solid', 'none'] as const
export const CAPTION_POSITIONS = ['bottom', 'top'] as const

/** How captions look. `native`: the browser draws them, as the learner has set it for the device. */
export interface CaptionStyle {
  readonly native: boolean
  readonly size: (typeof CAPTION_SIZES)[number]
  readonly color: (typeof CAPTION_COLORS)[number]
  readonly ground: (typeof CAPTION_GROUNDS)[number]
  readonly position: (typeof CAPTION_POSITIONS)[number]
}

/** How captions look before anything was chosen. */
export const PLAIN_CAPTIONS: CaptionStyle = {
  native: false,
  size: 100,
  color: 'white',
  ground: 'half',
  position: 'bottom',
}

/** A style as it lies on the device. */
export type KeptCaptionStyle = Readonly<Partial<Record<keyof CaptionStyle, unknown>>>

/** Reads a style that was kept; whatever of it is missing or unknown is as it was before anything was chosen. */
export function readCaptionStyle(kept: KeptCaptionStyle | null): CaptionStyle {
  const { native, size, color, ground, position } = kept ?? {}
  return {
    native: native === true,
    size: oneOf(CAPTION_SIZES, size, PLAIN_CAPTIONS.size),
    color: oneOf(CAPTION_COLORS, color, PLAIN_CAPTIONS.color),
    ground: oneOf(CAPTION_GROUNDS, ground, PLAIN_CAPTIONS.ground),
    position: oneOf(CAPTION_POSITIONS, position, PLAIN_CAPTIONS.position),
  }
}

function oneOf<T>(known: readonly T[], value: unknown, otherwise: T): T {
  return known.find((each) => each === value) ?? otherwise
}
