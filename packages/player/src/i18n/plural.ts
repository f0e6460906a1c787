import { formatCount } from './format-number.js'

/** The forms of a sentence by number, each with `{n}` for it. A form that the language does not use is left out. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }

/** Gives the form of a sentence that the language uses for a whole number, with the number in it. */
export function plural(lang: string, count: number, forms: PluralForms): string {
  const form = forms[new Intl.PluralRules(lang).select(count)] ?? forms.other
  return form.replace('{n}', formatCount(count, lang))
}
