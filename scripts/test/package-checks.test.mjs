import { assert } from 'chai'
import { install, judge } from '../checks/packed-server.mjs'
import { fixture, runCheck } from './fixture.mjs'

describe('the checks of what is published', () => {
  it('refuse an entry whose file or types are missing', async () => {
    const bad = await runCheck('packaging', 'packaging/bad', { folders: ['lib'] })
    assert.isFalse(bad.ok)
    // publint: a file that is not there, types after default, CommonJS in an ESM package. attw: nothing resolves.
    assert.include(bad.text, 'gone.js')
    assert.match(bad.text, /types.*first/s)
    assert.match(bad.text, /Resolution failed|NoResolution/i)
    assert.deepEqual(await runCheck('packaging', 'packaging/good', { folders: ['lib'] }), { ok: true, text: '' })
  })

  it('refuse a module that does something when it is imported', async () => {
    for (const [folder, message] of [
      ['global', 'adds globals: lessonPlayer'],
      ['handle', 'Timeout'],
      ['output', 'hello'],
      ['registration', 'registers the element'],
      ['listener', 'adds a listener'],
    ]) {
      const { ok, text } = await runCheck('side-effects', 'side-effects/bad', { folders: [folder] })
      assert.isFalse(ok, folder)
      assert.include(text, message)
    }
    const good = await runCheck('side-effects', 'side-effects/good', { folders: ['lib'] })
    assert.deepEqual(good, { ok: true, text: '' })
  })

  it('refuse a player that is over its budget, without counting Mux Player', async () => {
    const options = { entry: 'entry.js' }
    const bad = await runCheck('size', 'size', { ...options, budget: { lessonBrotliBytes: 20 } })
    assert.isFalse(bad.ok)
    assert.match(bad.text, /is \d+ bytes after brotli; the budget is 20/)
    const large = { lessonBrotliBytes: 400, evidenceGzipBytes: 20 }
    const tooMuch = await runCheck('size', 'size', { ...options, evidence: [options.entry], budget: large })
    assert.match(tooMuch.text, /Tracker and queue are \d+ bytes after gzip; the budget is 20/)
    const good = await runCheck('size', 'size', { ...options, budget: { lessonBrotliBytes: 400 } })
    assert.deepEqual(good, { ok: true, text: '' })
  })

  it('refuse a player that loads too much before a lesson is wanted', async () => {
    const entry = 'lazy-entry.js'
    const bad = await runCheck('size', 'size', { entry, budget: { lessonBrotliBytes: 1_000, firstBrotliBytes: 20 } })
    assert.match(bad.text, /before a lesson is wanted is \d+ bytes after brotli; the budget is 20/)
    const large = await runCheck('size', 'size', { entry, budget: { lessonBrotliBytes: 20, firstBrotliBytes: 200 } })
    assert.notInclude(large.text, 'before a lesson is wanted')
    assert.match(large.text, /is [3-9]\d\d bytes after brotli; the budget is 20/)
  })

  it('refuse a size that was measured on nothing', async () => {
    assert.isFalse((await runCheck('size', 'size', { entry: 'none.js' })).ok)
  })

  it('refuse keys, credentials, tokens and addresses in a browser build', async () => {
    const { ok, text } = await runCheck('secrets', 'secrets/bad', { folders: ['player'] })
    assert.isFalse(ok)
    for (const message of [
      'one.js holds a PEM header',
      'one.js holds a private key',
      'two.js holds a private key’s name',
      'three.js holds a signed token',
      'four.js holds a Mux credential',
      'four.js holds a database address',
      'four.js holds the stand-in for Mux',
      'five.js holds a base64 private key',
      'five.js holds a path of a machine',
    ]) {
      assert.include(text, message)
    }
    assert.deepEqual(await runCheck('secrets', 'secrets/good', { folders: ['player'] }), { ok: true, text: '' })
    assert.isFalse((await runCheck('secrets', 'secrets/good', { folders: ['nowhere'] })).ok)
  })

  it('refuse an installed server that is too many packages or too many bytes', async () => {
    const installed = await install(fixture('packed-server'), ['one', 'two'])
    assert.include(judge(installed, { packages: 1 }).messages[0], 'It brings 2 packages')
    assert.lengthOf(judge(installed, { megabytes: 0.00001 }).messages, 1)
    assert.deepEqual(judge(installed).messages, [])
    assert.property(await install(fixture('packed-server'), ['nowhere']), 'error')
  })
})
