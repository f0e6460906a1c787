import { numberFormat } from './number-format.js'

/**
 * A share of 0 to 1 in whole percent: `90%`, in German `90 %`. Rounded down, because 89.9 is not yet 90; what is no number counts as 0, and what
 * is above 1 as 1.
 */
export function formatPercent(share: number, lang: string): string {
  const bounded = share > 0 ? Math.min(share, 1) : 0
  // 0.29 is a little less than 29 hundredths.
  return numberFormat(lang, { style: 'percent' }).format(Math.floor(bounded * 100 + 1e-6) / 100)
}

/** A size against the usual one, in whole percent: `150%`, in German `150 %`. Unlike a share it may be above 1. */
export function formatScale(scale: number, lang: string): string {
  return numberFormat(lang, { style: 'percent' }).format(scale)
}

/** A speed with up to two decimals: `1.25×`, in German `1,25×`. */
export function formatRate(rate: number, lang: string): string {
  return `${numberFormat(lang, { maximumFractionDigits: 2 }).format(rate)}×`
}

/** A whole number: `1,200`, in German `1.200`. What is negative or no number counts as 0. */
export function formatCount(count: number, lang: string): string {
  return numberFormat(lang, { maximumFractionDigits: 0 }).format(count > 0 ? count : 0)
}
