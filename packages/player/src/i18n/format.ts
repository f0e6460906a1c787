/** What a length is cut to: nothing longer is shown (99:59:59), in seconds. */
const LONGEST = 359_999

/**
 * A length or a position of media as a clock shows it in every language: `0:45`, `1:39`, `1:02:03`. `seconds`: rounded down to whole ones, as
 * the player's own time display does; what is negative or no number counts as 0.
 */
export function formatDuration(seconds: number): string {
  const { hours, minutes, rest } = partsOf(seconds)
  const parts = hours > 0 ? [hours, minutes, rest] : [minutes, rest]
  return parts.map((part, index) => String(part).padStart(index === 0 ? 1 : 2, '0')).join(':')
}

/**
 * The same length in words, for a screen reader: `1 minute, 39 seconds`. `lang`: a language tag, as in `de-CH`. It stands alone or in a
 * list; inside a sentence a language may want another case (see `plural`).
 */
export function formatSpokenDuration(seconds: number, lang: string): string {
  const { hours, minutes, rest } = partsOf(seconds)
  const units = [
    ...(hours > 0 ? [unit(hours, 'hour', lang)] : []),
    ...(minutes > 0 ? [unit(minutes, 'minute', lang)] : []),
    ...(rest > 0 || hours + minutes === 0 ? [unit(rest, 'second', lang)] : []),
  ]
  return new Intl.ListFormat(lang, { type: 'unit', style: 'long' }).format(units)
}

/**
 * A share of 0 to 1 in whole percent: `90%`, in German `90 %`. Rounded down, because 89.9 is not yet 90; what is no number counts as 0, and what
 * is above 1 as 1.
 */
export function formatPercent(share: number, lang: string): string {
  const bounded = share > 0 ? Math.min(share, 1) : 0
  // 0.29 is a little less than 29 hundredths.
  return number(lang, { style: 'percent' }).format(Math.floor(bounded * 100 + 1e-6) / 100)
}

/** A size against the usual one, in whole percent: `150%`, in German `150 %`. Unlike a share it may be above 1. */
export function formatScale(scale: number, lang: string): string {
  return number(lang, { style: 'percent' }).format(scale)
}

/** A speed with up to two decimals: `1.25×`, in German `1,25×`. */
export function formatRate(rate: number, lang: string): string {
  return `${number(lang, { maximumFractionDigits: 2 }).format(rate)}×`
}

/** A whole number: `1,200`, in German `1.200`. What is negative or no number counts as 0. */
export function formatCount(count: number, lang: string): string {
  return number(lang, { maximumFractionDigits: 0 }).format(count > 0 ? count : 0)
}

function partsOf(seconds: number): { hours: number; minutes: number; rest: number } {
  // What is added up from parts of a second may be a little less than the whole second it is.
  const whole = seconds > 0 ? Math.floor(Math.round(Math.min(seconds, LONGEST) * 1000) / 1000) : 0
  return { hours: Math.floor(whole / 3600), minutes: Math.floor(whole / 60) % 60, rest: whole % 60 }
}

function unit(value: number, name: 'hour' | 'minute' | 'second', lang: string): string {
  return number(lang, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value)
}

/** The digits of the player's time display, which knows no others. */
function number(lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(lang, { numberingSystem: 'latn', ...options })
}
