import { expect, it } from 'vitest'
import { LANGUAGES, chosenLanguage } from '../../../src/i18n/language.js'

const storage = (value: string | null) => ({ getItem: () => value })
const choose = (address: string, stored: string | null = null): string =>
  chosenLanguage(new URLSearchParams(address), storage(stored)).code

it('takes the language of the address, else the one chosen last, else English', () => {
  expect(choose('lang=de', 'ar')).toBe('de')
  expect(choose('', 'ar')).toBe('ar')
  expect(choose('')).toBe('en')
  expect(choose('lang=tlh', 'nothing known')).toBe('en')
})

it('says everything in every language, and what belongs to a lesson with its times in it', () => {
  const [english] = LANGUAGES
  for (const messages of LANGUAGES) {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english!).sort())
    expect(Object.keys(messages.reasons).sort()).toEqual(Object.keys(english!.reasons).sort())
    for (const write of [messages.stretch, messages.requiredStretch]) {
      for (const part of ['0:05', '0:10', 'STATE']) expect(write('0:05', '0:10', 'STATE')).toContain(part)
    }
  }
})
