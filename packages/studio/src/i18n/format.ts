const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Latin digits everywhere, as the player has them. */
const numbers = (lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  new Intl.NumberFormat(lang, { numberingSystem: 'latn', ...options })

/** A size as `1.5 GB`: powers of 1,000, as file managers and disks count. */
export function formatBytes(bytes: number, lang: string): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)))
  const value = bytes / 1000 ** power
  const maximumFractionDigits = power > 1 && value < 100 ? 1 : 0
  return numbers(lang, { style: 'unit', unit: UNITS[power]!, unitDisplay: 'short', maximumFractionDigits }).format(
    value,
  )
}

/** Whole percent. */
export function formatPercent(percent: number, lang: string): string {
  return numbers(lang, { style: 'percent', maximumFractionDigits: 1 }).format(percent / 100)
}

/** How long something still takes, without false precision: seconds under a minute in tens, else minutes, else hours and minutes. */
export function formatTimeLeft(seconds: number, lang: string): string {
  const unit = (value: number, name: 'hour' | 'minute' | 'second'): string =>
    numbers(lang, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  if (seconds < 60) return unit(seconds < 10 ? Math.max(1, Math.ceil(seconds)) : Math.ceil(seconds / 10) * 10, 'second')
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return unit(minutes, 'minute')
  const parts = [unit(Math.floor(minutes / 60), 'hour'), ...(minutes % 60 > 0 ? [unit(minutes % 60, 'minute')] : [])]
  return new Intl.ListFormat(lang, { type: 'unit', style: 'narrow' }).format(parts)
}

/** A whole number. */
export function formatNumber(value: number, lang: string): string {
  return numbers(lang, { maximumFractionDigits: 2 }).format(value)
}
