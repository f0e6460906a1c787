import { assert } from 'chai'
import { runCheck } from './fixture.mjs'

describe('the check of names', () => {
  it('refuses names that were replaced, and phrases that plain English says differently', async () => {
    const { ok, text } = await runCheck('names', 'names/bad')
    assert.isFalse(ok)
    for (const message of [
      'src/tell-host.ts:1 has “tell-host”',
      'src/tell-host.ts:1 has “Tells”',
      'src/tell-host.ts:1 has “for good”',
      'src/tell-host.ts:2 has “tellHost”',
      'src/tell-host.ts:2 has “reportingShelf”',
      'src/tell-host.ts:3 has “trouble”',
      'src/tell-host.ts:3 has “of its own”',
      'page.md:3 has “Who may not watch is refused',
      'page.md:4 has “anew”',
      'page.md:4 has “is none”',
    ]) {
      assert.include(text, message)
    }
    assert.deepEqual(await runCheck('names', 'names/good'), { ok: true, text: '' })
  })
})
