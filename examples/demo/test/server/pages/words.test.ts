import { expect, it } from 'vitest'
import { clockTime, counted, exactSeconds, spokenLength, wholePercent } from '../../../src/pages/words.js'

it('writes lengths as a clock and as words', () => {
  expect([0, 9.4, 59.6, 60, 104.2, 3_600].map(clockTime)).toEqual(['0:00', '0:09', '1:00', '1:00', '1:44', '60:00'])
  expect([0, 45, 60, 162.4].map(spokenLength)).toEqual(['0 s', '45 s', '1 min', '2 min 42 s'])
})

it('never shows more than was watched', () => {
  expect([0, 5.19, 15.68, 0.3].map(exactSeconds)).toEqual(['0.0 s', '5.1 s', '15.6 s', '0.3 s'])
  expect([0, 89.9, 90, 100].map(wholePercent)).toEqual(['0 %', '89 %', '90 %', '100 %'])
})

it('counts one and many', () => {
  expect([counted(1, 'lesson'), counted(3, 'lesson')]).toEqual(['1 lesson', '3 lessons'])
})
