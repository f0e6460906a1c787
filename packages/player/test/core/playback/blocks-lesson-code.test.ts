import { assert } from 'chai'
import { blocksLessonCode } from '../../../src/core/playback/blocks-lesson-code.js'

describe('what keeps the code of a lesson from being loaded', () => {
  const blocks = (directive: string, blocked: string) => blocksLessonCode({ directive, blocked, isInside: false })

  it('is a directive for scripts that names its chunk or its module', () => {
    for (const file of ['ehr-lesson-D3ad.js', 'composition.js', 'composition.ts?v=2']) {
      assert.isTrue(blocks('script-src-elem', `https://cdn.example/lessons/${file}`), file)
    }
  })

  it('is nothing else that the page blocks', () => {
    for (const [directive, blocked] of [
      ['connect-src', 'https://cdn.example/ehr-lesson-D3ad.js'],
      ['script-src-elem', 'https://cdn.example/ehr-lesson-player.js'],
      ['script-src', 'inline'],
      ['script-src', 'https://ads.example/tracker.js'],
    ] as const) {
      assert.isFalse(blocks(directive, blocked), `${directive} ${blocked}`)
    }
  })
})
