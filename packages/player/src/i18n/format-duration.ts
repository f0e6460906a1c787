import { numberFormat } from './number-format.js'

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

function partsOf(seconds: number): { hours: number; minutes: number; rest: number } {
  // What is added up from parts of a second may be a little less than the whole second it is.
  const whole = seconds > 0 ? Math.floor(Math.round(Math.min(seconds, LONGEST) * 1000) / 1000) : 0
  return { hours: Math.floor(whole / 3600), minutes: Math.floor(whole / 60) % 60, rest: whole % 60 }
}

function unit(value: number, name: 'hour' | 'minute' | 'second', lang: string): string {
  return numberFormat(lang, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value)
}
