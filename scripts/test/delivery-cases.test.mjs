import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from 'chai'
import { describe, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const CASES = 90
const MOST_ROWS = 8

/** Numbers of the cases that a text tests: titles of tests that begin `case 7: …` or `cases 7, 8: …`. */
function testedIn(text) {
  const titles = text.matchAll(/\bit(?:\.for\([^)]*\))?\(\s*['"`]cases? (\d+(?:, \d+)*|\$number): /g)
  return [...titles].flatMap(([, numbers]) => numbers.split(', ')).map(Number)
}

/** Endings of the kill matrix carry their case in a table beside the cells. */
function killsIn(text) {
  if (!text.includes("'case $number: ")) return []
  return [...text.matchAll(/(?:^const CASES.*|\?\? (\d+) \}\)\))/gm)].flatMap(([line, other]) =>
    other ? [Number(other)] : [...line.matchAll(/: (\d+)/g)].map(([, number]) => Number(number)),
  )
}

/** Numbers in the first column of the table of cases without a test. */
function excusedIn(page) {
  return [...page.slice(page.indexOf('## Ninety cases')).matchAll(/^\| (\d+) /gm)].map(([, number]) => Number(number))
}

function textsOf(folder, accepts) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((file) => accepts(file) && !file.includes('node_modules'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
}

describe('the ninety cases of delivery', () => {
  const isTest = (file) => file.endsWith('.test.ts')
  const texts = ['packages/player/test', 'examples/demo/test'].flatMap((folder) => textsOf(folder, isTest))
  const tested = new Set(texts.flatMap((text) => [...testedIn(text), ...killsIn(text)]))
  const excused = excusedIn(readFileSync(join(root, 'docs/delivery.md'), 'utf8'))

  it('each have a test that carries their number, or a row that says why not', () => {
    const missing = Array.from({ length: CASES }, (_, index) => index + 1).filter(
      (number) => !tested.has(number) && !excused.includes(number),
    )
    assert.deepEqual(missing, [])
    assert.isAtMost(excused.length, MOST_ROWS)
    assert.deepEqual(
      excused.filter((number) => tested.has(number)),
      [],
    )
  })

  it('are read from titles alone', () => {
    const text = "it('case 3: a', x)\nit(`cases 4, 5: b`, y)\n// case 6: c\nconst note = 'case 7: d'\n"
    assert.deepEqual(testedIn(text), [3, 4, 5])
    assert.deepEqual(excusedIn('| 1 no |\n## Ninety cases\n| 70 none | because |\n'), [70])
    assert.deepEqual(testedIn("it('a test of case 8: e', z)"), [])
  })
})
