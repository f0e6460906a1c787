import { readFileSync } from 'node:fs'
import { assert } from 'chai'
import { arabic } from '../../src/i18n/ar.js'
import { german } from '../../src/i18n/de.js'
import { english } from '../../src/i18n/english.js'
import { spanish } from '../../src/i18n/es.js'
import { formatBytes, formatPercent, formatTimeLeft } from '../../src/i18n/format.js'
import { french } from '../../src/i18n/fr.js'
import { hebrew } from '../../src/i18n/he.js'
import { japanese } from '../../src/i18n/ja.js'
import { dutch } from '../../src/i18n/nl.js'
import { polish } from '../../src/i18n/pl.js'
import { portuguese } from '../../src/i18n/pt.js'
import { ukrainian } from '../../src/i18n/uk.js'
import { STUDIO_VERSION } from '../../src/version.js'

const languages = [arabic, dutch, french, german, hebrew, japanese, polish, portuguese, spanish, ukrainian]

/** The names of all messages, also of those in a group. */
const namesOf = (messages: object): string[] =>
  Object.entries(messages).flatMap(([name, message]) =>
    typeof message === 'object' && message !== null ? Object.keys(message).map((inner) => `${name}.${inner}`) : [name],
  )

describe('the languages of the studio', () => {
  for (const language of languages) {
    it(`have every message in ${language.$code}, with every value in it, and no words of English`, () => {
      assert.sameMembers(namesOf(language), namesOf(english))
      for (const [name, message] of Object.entries(english)) {
        const other: unknown = Reflect.get(language, name)
        assert.equal(typeof other, typeof message, name)
        if (typeof message !== 'function' || typeof other !== 'function') continue
        const values = ['@1', '@2'].slice(0, message.length)
        const said = String(other(...values))
        for (const value of values) assert.include(said, value, name)
      }
      for (const one of Object.values(language)) if (typeof one === 'string') assert.isNotEmpty(one.trim())
      assert.equal(language.$dir, ['ar', 'he'].includes(language.$code) ? 'rtl' : 'ltr')
    })
  }
})

describe('numbers of the studio', () => {
  it('are written as a language writes them, with Latin digits', () => {
    assert.equal(formatBytes(300_000_000, 'en'), '300 MB')
    assert.equal(formatBytes(1_500_000_000, 'de'), '1,5\u00a0GB')
    assert.equal(formatBytes(512, 'en'), '512 byte')
    assert.equal(formatBytes(0, 'en'), '0 byte')
    assert.equal(formatPercent(92.5, 'en'), '92.5%')
    assert.match(formatPercent(50, 'ar'), /50/)
  })

  it('say how long it takes without false precision', () => {
    assert.deepEqual(
      [3, 34, 61, 3_600, 4_000].map((seconds) => formatTimeLeft(seconds, 'en')),
      ['3 sec', '40 sec', '2 min', '1 hr', '1 hr 7 min'],
    )
  })

  it('name the version that the package has', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as object
    assert.propertyVal(manifest, 'version', STUDIO_VERSION)
  })
})
