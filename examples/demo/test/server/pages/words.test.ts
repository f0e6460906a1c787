import { expect, it } from 'vitest'
import { createWords } from '../../../src/pages/words.js'

const english = createWords('en')

it('writes times as a clock and lengths as words, without what is not over yet', () => {
  const times = [0, 9.4, 59.6, 60, 104.9, 3_600]
  expect(times.map((time) => english.clockTime(time))).toEqual(['0:00', '0:09', '0:59', '1:00', '1:44', '60:00'])
  const lengths = [0, 45.9, 60, 162.4]
  expect(lengths.map((length) => english.length(length))).toEqual(['0 sec', '45 sec', '1 min', '2 min 42 sec'])
})

it('never shows more than was watched', () => {
  expect([0, 89.9, 90, 100].map((percent) => english.percent(percent))).toEqual(['0%', '89%', '90%', '100%'])
})

it('writes as the language does', () => {
  const german = createWords('de')
  expect(german.percent(90)).toBe('90\u00a0%')
  expect(german.length(162)).toBe('2 Min., 42 Sek.')
})

it('writes an instant with its day, to the second', () => {
  expect(english.instant('2026-11-30T12:00:05.120Z')).toMatch(/^Nov 30, 2026, \d{1,2}:\d\d:05/)
})
