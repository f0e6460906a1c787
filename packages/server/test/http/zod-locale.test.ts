import { afterAll, beforeAll, describe, it } from 'vitest'
import { assert } from 'chai'
import * as z from 'zod/mini'
import { LessonProblem } from '../../src/problems/lesson-problem.js'
import { readOptions } from '../../src/options/read-options.js'
import { readShape } from '../../src/problems/read-shape.js'

// Zod keeps its locale in a global, and a host that imports `zod` beside this package sets the English one.
const before = z.config()
const locale = before.localeError
beforeAll(() => void z.config(z.locales.en()))
afterAll(() => void z.config({ localeError: locale }))

describe('beside a host that has set a locale of Zod', () => {
  it('a mistaken body is described in the same words', () => {
    const schema = z.strictObject({ title: z.string(), order: z.int(), mode: z.enum(['any', 'all']) })
    assert.throws(() => readShape(schema, { title: 7, order: 1.5, mode: 'some' }), LessonProblem)
    try {
      readShape(schema, { title: 7, order: 1.5, mode: 'some' })
    } catch (error) {
      assert.deepEqual((error as LessonProblem).errors, [
        { pointer: '/title', detail: 'expected text, got 7' },
        { pointer: '/order', detail: 'expected a whole number, got 1.5' },
        { pointer: '/mode', detail: 'expected "any" or "all", got "some"' },
      ])
    }
  })

  it('a mistaken option is too', () => {
    assert.throws(() => readOptions({ rateLimit: 7 } as never), /expected `rateLimit` to be an object, got 7\./u)
  })
})
