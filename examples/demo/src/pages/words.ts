/** Writes times, lengths and percentages as a language does. */
export interface Words {
  /** A point of the video as a clock shows it: `1:05`. What is not over yet is not counted. */
  clockTime(seconds: number): string
  /** A length in words: `2 min, 36 sec`. */
  length(seconds: number): string
  /** A percentage without decimals, rounded down: 89.9 is not yet 90. */
  percent(percent: number): string
  /** An instant, from ISO 8601, as a clock and a calendar here show it. */
  instant(instant: string): string
}

/** Creates the writer for a language tag. */
export function createWords(language: string): Words {
  // The player's time display knows no other digits.
  const locale = `${language}-u-nu-latn`
  const number = new Intl.NumberFormat(locale, { useGrouping: false })
  const twoDigits = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const unit = (name: 'minute' | 'second'): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' })
  const [minutes, seconds] = [unit('minute'), unit('second')]
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
  const list = new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' })
  return {
    clockTime(time) {
      const whole = Math.floor(time)
      return `${number.format(Math.floor(whole / 60))}:${twoDigits.format(whole % 60)}`
    },
    length(time) {
      const whole = Math.floor(time)
      const rest = whole % 60
      const parts = whole >= 60 ? [minutes.format(Math.floor(whole / 60))] : []
      if (rest > 0 || whole < 60) parts.push(seconds.format(rest))
      return list.format(parts)
    },
    instant: (instant) => moment.format(new Date(instant)),
    percent: (value) => percent.format(Math.floor(value) / 100),
  }
}
