import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { readPrecondition, toEtag } from '../../src/app/etag.js'
import { LessonProblem } from '../../src/problems/lesson-problem.js'
import { holds } from '../../src/core/precondition.js'

describe('an entity tag', () => {
  it('stays the same revision, whatever a proxy that compresses makes of it', () => {
    for (const tag of ['"2"', 'W/"2"', '"2-gzip"', 'W/"2-gzip"', '"2-br"', '"2--gzip"', '"2;gzip"', '  "2"  ']) {
      assert.isTrue(holds(readPrecondition(tag), 2), tag)
      assert.isFalse(holds(readPrecondition(tag), 3), tag)
      assert.isFalse(holds(readPrecondition(tag), null), tag)
    }
  })

  it('may be one of several', () => {
    const several = readPrecondition('"1", W/"2-gzip" ,"x"')
    assert.deepEqual(
      [1, 2, 3].map((revision) => holds(several, revision)),
      [true, true, false],
    )
    assert.isFalse(holds(several, null))
  })

  it('that was never given matches nothing', () => {
    for (const tag of ['""', '"02"', '"-gzip"', '"2 gzip"', '"22222222222222222"', '"a2"', '"2.5"', '"0"']) {
      for (const revision of [1, 2, null]) {
        assert.isFalse(holds(readPrecondition(tag), revision), tag)
      }
    }
  })

  it('that is malformed is refused', () => {
    for (const text of ['2', 'W/2', '"2', '"1" "2"', '', ',', '*, "2"', 'w/"2"']) {
      assert.throws(() => readPrecondition(text), LessonProblem, undefined, text)
    }
  })

  it('is read back as it was given, for every revision', () => {
    const revisions = fc.integer({ min: 1, max: 1_000_000_000 })
    const wrap = fc.constantFrom(
      (tag: string) => tag,
      (tag: string) => `W/${tag}`,
      (tag: string) => tag.replace(/"$/, '-gzip"'),
    )
    fc.assert(
      fc.property(revisions, revisions, wrap, (given, asked, change) => {
        assert.equal(holds(readPrecondition(change(toEtag(given))), asked), given === asked)
      }),
    )
  })
})
