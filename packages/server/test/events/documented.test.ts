import { readFileSync } from 'node:fs'
import { EVENT_CATALOGUE } from '@enhancedhr/protocol/events'
import { assert } from 'chai'
import { describe, it } from 'vitest'

const page = readFileSync(new URL('../../../../docs/events.md', import.meta.url), 'utf8')

describe('the page about events', () => {
  it('describes every type of the catalogue, and no other, with its summary and its example', () => {
    const sections = Array.from(page.matchAll(/^### (\S+)\n\n([^]+?)\n\n```json\n([^]+?)```/gm), (found) =>
      found.slice(1),
    )
    const expected = Object.entries(EVENT_CATALOGUE).map(([type, { summary, example }]) => [type, summary, example])
    assert.deepEqual(
      sections.map(([type, summary, example]) => [type, summary, JSON.parse(example!)]),
      expected,
    )
  })
})
