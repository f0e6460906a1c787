/** The name of a language in that language, for whoever chooses captions. */
export function nameLanguage(language: string): string {
  if (language === 'auto') return 'Captions'
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
}
