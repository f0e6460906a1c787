import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { assert } from 'chai'
import { expandSegments, readVectors, VECTORS_FOLDER } from './vector.js'

const read = (name: string): unknown => JSON.parse(readFileSync(join(VECTORS_FOLDER, name), 'utf8'))

describe('the published vectors', () => {
  const names = readdirSync(VECTORS_FOLDER).filter((name) => name.endsWith('.json') && name !== 'schema.json')
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    formats: { 'date-time': true },
  })
  const validate = ajv.compile(read('schema.json') as object)

  for (const name of names) {
    it(`keep to their schema: ${name}`, () => {
      validate(read(name))
      assert.deepEqual(validate.errors ?? [], [])
    })
  }

  it('are refused by the schema where a step or a member is invalid', () => {
    const vector = { id: 'x', title: 'x', steps: [{ do: 'check', watched: [] }] }
    const file = { $schema: './schema.json', title: 'x', vectors: [vector] }
    assert.isTrue(validate(file))
    for (const step of [
      { do: 'chek' },
      { do: 'check', wached: [] },
      { do: 'check', watched: [[0]] },
      { do: 'open', session: 's' },
      { do: 'report', at: 0, session: 's', expect: { status: 'fine' } },
    ]) {
      assert.isFalse(validate({ ...file, vectors: [{ ...vector, steps: [step] }] }), JSON.stringify(step))
    }
    assert.isFalse(validate({ ...file, vectors: [{ ...vector, lessons: [] }] }))
  })

  it('write a series out: each next one by its step, numbered on', () => {
    const first = { n: 4, from: 0, to: 10, rate: 2 }
    assert.deepEqual(expandSegments([{ series: 2, first, step: { from: 20, to: 20 } }, { n: 9 }]), [
      first,
      { n: 5, from: 20, to: 30, rate: 2 },
      { n: 9 },
    ])
  })

  it('are at least a hundred, in every theme of the rules', () => {
    const files = readVectors()
    assert.includeMembers(
      files.map(({ name }) => name),
      [
        'attacks',
        'bounds',
        'charging',
        'clock',
        'course',
        'grain',
        'honest',
        'policy',
        'rate',
        'shape',
        'verdicts',
        'windows',
      ],
    )
    assert.isAtLeast(files.flatMap(({ vectors }) => vectors).length, 100)
  })
})
