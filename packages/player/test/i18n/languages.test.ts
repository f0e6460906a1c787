import { readFileSync } from 'node:fs'
import { assert } from 'chai'
import { arabic } from '../../src/i18n/ar.js'
import { german } from '../../src/i18n/de.js'
import { english as englishOfLessons } from '../../src/i18n/english.js'
import { englishCaptionSettings } from '../../src/i18n/english-caption-settings.js'
import { englishEndPanel } from '../../src/i18n/english-end-panel.js'
import { englishKeys } from '../../src/i18n/english-keys.js'
import { COMPLETE } from '../../src/i18n/complete.js'
import { firstMessages } from '../../src/i18n/first-messages.js'
import { englishResume } from '../../src/i18n/english-resume.js'
import { englishWhatCounts } from '../../src/i18n/english-what-counts.js'
import { spanish } from '../../src/i18n/es.js'
import { french } from '../../src/i18n/fr.js'
import { hebrew } from '../../src/i18n/he.js'
import { japanese } from '../../src/i18n/ja.js'
import type { Language } from '../../src/i18n/languages.js'
import type { Messages } from '../../src/i18n/messages.js'
import { dutch } from '../../src/i18n/nl.js'
import { polish } from '../../src/i18n/pl.js'
import { portuguese } from '../../src/i18n/pt.js'
import { ukrainian } from '../../src/i18n/uk.js'
import { transcriptEnglish } from '../../src/transcript/english.js'

/** All of English is there, in parts. */
const playerEnglish: Messages = {
  ...{ ...firstMessages, ...englishOfLessons, ...englishEndPanel, ...englishWhatCounts },
  ...{ ...englishKeys, ...englishResume, ...englishCaptionSettings },
}

/** The player's and those of its transcript. */
const english: Language = { ...playerEnglish, ...transcriptEnglish }

const LANGUAGES: readonly Language[] = [
  ...[german, french, spanish, portuguese, dutch, polish, ukrainian, arabic, hebrew, japanese],
]
const RIGHT_TO_LEFT = ['ar', 'he']

/** What a message function takes, as its declaration says. */
const PARAMETERS = new Map([
  ...parametersOf(new URL('../../src/i18n/messages.ts', import.meta.url)),
  ...parametersOf(new URL('../../src/transcript/messages.ts', import.meta.url)),
])

function parametersOf(file: URL): ReadonlyMap<string, readonly string[]> {
  const declared = readFileSync(file, 'utf8').matchAll(/^ {2}(\w+): \(([^)]*)\) => string$/gm)
  return new Map([...declared].map(([, name = '', list = '']) => [name, list.split(',').map((one) => one.trim())]))
}

/** Values of which each is found again in the text: marks for strings, and the number for numbers. */
function valuesFor(name: string, count: number): readonly unknown[] {
  const parameters = PARAMETERS.get(name)
  assert.isDefined(parameters, `${name} is not declared as a function of values`)
  return parameters.map((parameter, index) => (parameter.endsWith('number') ? count : `⟦${index}⟧`))
}

type Say = (...values: readonly unknown[]) => string

/** Every text, by its path: what functions say is said for a number. */
function textsOf(value: object, count: number, path = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [name, part] of Object.entries(value) as [string, unknown][]) {
    const here = path ? `${path}.${name}` : name
    if (typeof part === 'string') texts.set(here, part)
    else if (typeof part === 'function') texts.set(here, (part as Say)(...valuesFor(name, count)))
    else for (const [below, text] of textsOf(part as object, count, here)) texts.set(below, text)
  }
  return texts
}

/** What is put into a text, without what every language writes in its own way. */
function placeholders(text: string): readonly string[] {
  return (text.match(/⟦\d⟧|\{\w+\}|\d+/g) ?? []).sort()
}

describe('English', () => {
  it('has every message that is declared, and says what its functions are given', () => {
    for (const [name] of PARAMETERS) assert.isFunction(Reflect.get(english, name), name)
    for (const [name, text] of textsOf(english, 7)) {
      assert.isNotEmpty(text.trim(), name)
      const isFunction = PARAMETERS.has(name)
      const given = isFunction ? valuesFor(name, 7).map(String) : []
      for (const value of given) assert.include(text, value, name)
    }
  })
})

for (const language of [english, ...LANGUAGES])
  it(`names the button of the speed by what it shows (${language.$name})`, () => {
    assert.include(language.controls?.speedIs, '{playbackRate}x')
  })

for (const language of LANGUAGES)
  describe(language.$name, () => {
    it('has every message that English has, and none besides, and says so', () => {
      assert.isTrue(language[COMPLETE])
      assert.sameMembers([...textsOf(language, 7).keys()], [...textsOf(english, 7).keys()])
    })

    it('has the same placeholders in each', () => {
      // Seven takes the form that holds its number, in each of these languages.
      const said = textsOf(language, 7)
      for (const [name, text] of textsOf(english, 7)) {
        // A German keyboard calls that key Pos1.
        if (name.startsWith('$') || name === 'keyHome') continue
        assert.deepEqual(placeholders(said.get(name) ?? ''), placeholders(text), name)
      }
    })

    it('says a whole sentence for every number', () => {
      for (const count of [0, 1, 2, 3, 5, 11, 12, 21, 22, 59, 60, 61, 119, 120, 180, 300, 660, 1320, 6060])
        for (const [name, text] of textsOf(language, count)) {
          assert.notMatch(text, /\{n\}|undefined|NaN|\[object/, `${name} for ${count}`)
          assert.equal(text, text.trim(), name)
          assert.notMatch(text, / {2}/, name)
        }
    })

    it('is translated', () => {
      const same = [...textsOf(english, 7)].filter(([name, text]) => {
        const isWord = /[a-z]{4}/i.test(text.replace(/\{\w+\}/g, '')) && !name.startsWith('$')
        return isWord && text.includes(' ') && textsOf(language, 7).get(name) === text
      })
      assert.deepEqual(same, [])
    })

    it('is written in the direction it says', () => {
      assert.equal(language.$dir, RIGHT_TO_LEFT.includes(language.$code) ? 'rtl' : 'ltr')
      for (const [name, text] of textsOf(language, 7)) {
        const isLeftToRight = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Han}]/u.test(text)
        const isRightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)
        if (language.$dir === 'ltr') assert.isFalse(isRightToLeft, name)
        else if (name !== '$code' && name !== '$dir')
          assert.isTrue(isRightToLeft || isBorrowed(text) || !isLeftToRight, name)
      }
    })
  })

/** Names of things that no language here translates. */
function isBorrowed(text: string): boolean {
  return /^(AirPlay|Home|End)$/.test(text)
}

describe('plurals', () => {
  /** The forms that a language has for whole numbers, each with a number that takes it. */
  function examples(code: string): readonly number[] {
    const rules = new Intl.PluralRules(code)
    const found = new Map<string, number>()
    for (let count = 1; count < 60; count++) if (!found.has(rules.select(count))) found.set(rules.select(count), count)
    return [...found.values()]
  }

  for (const language of LANGUAGES)
    it(`are all there in ${language.$name}`, () => {
      const numbers = examples(language.$code)
      for (const name of ['missingTime', 'missingParts'] as const) {
        const say = language[name]
        assert.isFunction(say)
        const forms = numbers.map((count) => say?.(count).replace(/\d+/g, '#'))
        assert.lengthOf(new Set(forms), numbers.length, `${name}: ${forms.join(' | ')}`)
      }
    })

  it('say the numbers of Polish, Ukrainian and Arabic as they are said', () => {
    assert.match(polish.missingTime?.(120) ?? '', /\b2 minuty\b/)
    assert.match(polish.missingTime?.(300) ?? '', /\b5 minut\b/)
    assert.match(polish.missingTime?.(22 * 60) ?? '', /\b22 minuty\b/)
    assert.match(ukrainian.missingTime?.(21 * 60) ?? '', /21 хвилину/)
    assert.match(ukrainian.missingTime?.(12 * 60) ?? '', /12 хвилин(?!\p{L})/u)
    assert.include(arabic.missingTime?.(120), 'دقيقتين')
    assert.include(arabic.missingTime?.(180), '3 دقائق')
    assert.include(arabic.missingTime?.(11 * 60), '11 دقيقة')
  })
})
