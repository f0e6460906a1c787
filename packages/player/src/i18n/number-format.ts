/** The digits of the player's time display, which knows no others. */
export function numberFormat(lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(lang, { numberingSystem: 'latn', ...options })
}
