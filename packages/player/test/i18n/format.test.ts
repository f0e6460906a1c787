import { assert } from 'chai'
import fc from 'fast-check'
import { formatDuration, formatSpokenDuration } from '../../src/i18n/format-duration.js'
import { formatCount, formatPercent, formatRate, formatScale } from '../../src/i18n/format-number.js'
import { plural } from '../../src/i18n/plural.js'

describe('a length of media', () => {
  for (const [seconds, shown] of [
    [0, '0:00'],
    [9, '0:09'],
    [59.999, '0:59'],
    [60, '1:00'],
    [99.98, '1:39'],
    [600, '10:00'],
    [3599.9, '59:59'],
    [3600, '1:00:00'],
    [3723, '1:02:03'],
    [36_000, '10:00:00'],
  ] as const)
    it(`of ${seconds} s is ${shown}`, () => assert.equal(formatDuration(seconds), shown))

  it('that is no number, negative or endless is still shown', () => {
    assert.equal(formatDuration(Number.NaN), '0:00')
    assert.equal(formatDuration(-1), '0:00')
    assert.equal(formatDuration(Number.NEGATIVE_INFINITY), '0:00')
    assert.equal(formatDuration(Number.POSITIVE_INFINITY), '99:59:59')
    assert.equal(formatDuration(Number.MAX_VALUE), '99:59:59')
  })

  it('is the same whether it was added up from parts or not', () => {
    const added = Array.from({ length: 1000 }, () => 0.1).reduce((sum, part) => sum + part, 0)
    assert.isBelow(added, 100)
    assert.equal(formatDuration(added), formatDuration(100))
  })

  it('never gets shorter as time goes on, and shows no tenths', () => {
    const seconds = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 400_000, noNaN: true }),
        fc.double({ min: 0, max: 400_000, noNaN: true }),
        (a, b) => {
          const [less, more] = [formatDuration(Math.min(a, b)), formatDuration(Math.max(a, b))]
          assert.match(less, /^(\d{1,2}:)?\d{1,2}:\d\d$/)
          assert.isAtMost(seconds(less), seconds(more))
        },
      ),
    )
  })

  it('is spoken in words, with the plurals of the language', () => {
    assert.equal(formatSpokenDuration(99.98, 'en'), '1 minute, 39 seconds')
    assert.equal(formatSpokenDuration(3600, 'en'), '1 hour')
    assert.equal(formatSpokenDuration(Number.NaN, 'en'), '0 seconds')
    // How the parts are joined depends on the edition of the browser's language data.
    assert.match(formatSpokenDuration(61, 'de'), /^1 Minute\W.*\b1 Sekunde$/)
    assert.match(formatSpokenDuration(122, 'pl'), /^2 minuty\W.*\b2 sekundy$/)
    assert.match(formatSpokenDuration(305, 'pl'), /^5 minut\W.*\b5 sekund$/)
    assert.match(formatSpokenDuration(121, 'uk'), /^2 хвилини.*1 секунда$/)
  })
})

describe('a share', () => {
  it('is written as the language writes percent', () => {
    assert.equal(formatPercent(0.9, 'en'), '90%')
    assert.equal(formatPercent(0.9, 'de'), '90\u00a0%')
    assert.equal(formatPercent(0.9, 'ja'), '90%')
  })

  it('is rounded down, so that what is not yet complete is not shown as complete', () => {
    assert.equal(formatPercent(0.899, 'en'), '89%')
    assert.equal(formatPercent(0.9999, 'en'), '99%')
    assert.equal(formatPercent(1, 'en'), '100%')
  })

  it('of whole percent loses none to rounding', () => {
    for (let percent = 0; percent <= 100; percent++) assert.equal(formatPercent(percent / 100, 'en'), `${percent}%`)
  })

  it('stays between 0 and 100, whatever comes', () => {
    assert.equal(formatPercent(Number.NaN, 'en'), '0%')
    assert.equal(formatPercent(-0.2, 'en'), '0%')
    assert.equal(formatPercent(1.2, 'en'), '100%')
    assert.equal(formatPercent(Number.POSITIVE_INFINITY, 'en'), '100%')
  })
})

describe('a size against the usual one', () => {
  it('is written in percent and may be above 100', () => {
    assert.equal(formatScale(0.75, 'en'), '75%')
    assert.equal(formatScale(1.5, 'en'), '150%')
    assert.equal(formatScale(2, 'de'), '200\u00a0%')
  })
})

describe('a number', () => {
  it('that is a speed has the decimal sign of the language', () => {
    assert.equal(formatRate(1.25, 'en'), '1.25×')
    assert.equal(formatRate(1.25, 'de'), '1,25×')
    assert.equal(formatRate(2, 'fr'), '2×')
  })

  it('is grouped as the language groups', () => {
    assert.equal(formatCount(1200, 'en'), '1,200')
    assert.equal(formatCount(1200, 'de'), '1.200')
    assert.equal(formatCount(Number.NaN, 'en'), '0')
  })

  it('takes the form of the sentence that its language has for it', () => {
    const forms = { one: '{n} minuta', few: '{n} minuty', many: '{n} minut', other: '{n} minuty' }
    const shown = [1, 2, 5, 12, 22, 25].map((count) => plural('pl', count, forms))
    assert.deepEqual(shown, ['1 minuta', '2 minuty', '5 minut', '12 minut', '22 minuty', '25 minut'])
    assert.equal(plural('ja', 3, { other: '{n}分' }), '3分')
  })
})
