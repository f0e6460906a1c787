import { createRequire } from 'node:module'
import { assert } from 'chai'
import { runCheck } from './fixture.mjs'

const require = createRequire(import.meta.url)

describe('the checks of the sources', () => {
  it('refuse what prettier would write differently', async () => {
    const bad = await runCheck('format', 'format/bad')
    assert.isFalse(bad.ok)
    assert.include(bad.text, 'wide.js')
    assert.deepEqual(await runCheck('format', 'format/good'), { ok: true, text: '' })
  })

  it('refuse what the linter forbids, each with its rule', async () => {
    const { ok, text } = await runCheck('lint', 'lint/bad')
    assert.isFalse(ok)
    for (const [file, rule] of [
      ['protocol/src/clock.ts', 'no-restricted-properties'],
      ['protocol/src/random.ts', 'no-restricted-properties'],
      ['protocol/src/any.ts', '@typescript-eslint/no-explicit-any'],
      ['protocol/src/enum.ts', 'no-restricted-syntax'],
      ['protocol/src/ignored.ts', '@typescript-eslint/ban-ts-comment'],
      ['protocol/src/disabled.ts', 'no-var'],
      ['protocol/src/private.ts', 'no-restricted-syntax'],
      ['protocol/src/null-character.ts', 'no-restricted-syntax'],
      ['protocol/src/long.ts', 'max-lines'],
      ['player/src/core/timer.ts', 'no-restricted-globals'],
      ['player/src/core/network.ts', 'no-restricted-globals'],
      ['player/src/floating.ts', '@typescript-eslint/no-floating-promises'],
      ['player/src/timeout.ts', 'no-restricted-globals'],
      ['player/src/window-timer.ts', 'no-restricted-properties'],
      ['player/src/to-json.ts', 'no-restricted-properties'],
      ['player/src/inherited.ts', 'no-restricted-syntax'],
      ['player/src/element/picture.ts', 'lit-a11y/alt-text'],
      ['player/src/element/picture.ts', 'lit/no-duplicate-template-bindings'],
      ['player/src/element/late.ts', 'wc/require-listener-teardown'],
    ]) {
      const ofFile = text.split(/\n\n/).find((part) => part.includes(`packages/${file}`)) ?? ''
      assert.include(ofFile, rule, file)
    }
  })

  it('let a pure core and its shells pass the linter', async () => {
    assert.deepEqual(await runCheck('lint', 'lint/good'), { ok: true, text: '' })
  })

  it('refuse a message that is put together from parts', async () => {
    const { ok, text } = await runCheck('messages', 'messages/bad')
    assert.isFalse(ok)
    for (const line of [5, 6, 7, 8, 9, 10]) assert.include(text, `element/panel.ts:${line} `)
    assert.include(text, 'i18n/xx.ts:1 adds up a text')
    assert.deepEqual(await runCheck('messages', 'messages/good'), { ok: true, text: '' })
  })

  it('refuse what the strict compiler refuses, in tests too', async () => {
    const { ok, text } = await runCheck('types', 'types/bad')
    assert.isFalse(ok)
    for (const [setting, code] of [
      ['erasableSyntaxOnly', 'TS1294'],
      ['noUncheckedIndexedAccess', 'TS2322'],
      ['noImplicitAny', 'TS7006'],
      ['noPropertyAccessFromIndexSignature', 'TS4111'],
      ['exactOptionalPropertyTypes', 'TS2375'],
    ]) {
      assert.include(text, code, setting)
    }
    assert.deepEqual(await runCheck('types', 'types/good'), { ok: true, text: '' })
  })

  it('refuse every import that a layer may not make', async () => {
    const { forbidden } = require('../config/dependency-cruiser.cjs')
    const { ok, text } = await runCheck('layers', 'layers/bad')
    assert.isFalse(ok)
    for (const { name } of forbidden) assert.match(text, new RegExp(`\\b${name}:`), name)
    assert.deepEqual(await runCheck('layers', 'layers/good'), { ok: true, text: '' })
  })

  it('refuse a file, an export and a dependency that nothing uses', async () => {
    const { ok, text } = await runCheck('dead-code', 'dead-code/bad')
    assert.isFalse(ok)
    for (const dead of ['orphan.ts', 'forgotten', 'never-imported', 'undeclared']) assert.include(text, dead)
    assert.deepEqual(await runCheck('dead-code', 'dead-code/good'), { ok: true, text: '' })
  })

  it('refuse a reference page that has drifted from the element', async () => {
    const { ok, text } = await runCheck('element-docs', 'element-docs/bad')
    assert.isFalse(ok)
    for (const message of [
      'does not describe the attribute `lesson-id`',
      'does not describe the event `ehr-ready`',
      'does not describe the slot `error`',
      'does not describe the CSS property `--ehr-accent-color`',
      'names `ehr-finished`',
      'docs/transcript.md does not exist',
    ]) {
      assert.include(text, message)
    }
    assert.deepEqual(await runCheck('element-docs', 'element-docs/good'), { ok: true, text: '' })
  })

  it('refuse a schema that the migrations do not make', async () => {
    const print = () => Promise.resolve('create table lessons (\n  title text not null\n);\n')
    const { ok, text } = await runCheck('schema', 'schema/bad', { print })
    assert.isFalse(ok)
    assert.include(text, 'first in line 2: run `pnpm schema`')
    assert.deepEqual(await runCheck('schema', 'schema/good', { print }), { ok: true, text: '' })
  })

  it('refuse a problem code without its page and a page without its code', async () => {
    const { ok, text } = await runCheck('errors', 'errors/bad')
    assert.isFalse(ok)
    assert.include(text, 'rate_limited has no docs/errors/rate_limited.md')
    assert.include(text, 'docs/errors/left_over.md is about no problem code')
    assert.include(text, 'docs/errors/forbidden.md has no “Why”')
    assert.deepEqual(await runCheck('errors', 'errors/good'), { ok: true, text: '' })
  })

  it('refuse a reason without its page, a page without its reason, and a page that explains nothing', async () => {
    const { ok, text } = await runCheck('reasons', 'reasons/bad')
    assert.isFalse(ok)
    assert.include(text, 'muted has no docs/reasons/muted.md')
    assert.include(text, 'docs/reasons/left_over.md is about no reason')
    assert.include(text, 'docs/reasons/hidden.md has no “Why”')
    assert.include(text, 'docs/reasons/hidden.md has no “What helps”')
    assert.deepEqual(await runCheck('reasons', 'reasons/good'), { ok: true, text: '' })
  })

  it('refuse paths of a machine, registries, left tasks, and focused or skipped tests', async () => {
    const { ok, text } = await runCheck('tidy', 'tidy/bad')
    assert.isFalse(ok)
    assert.include(text, 'machine.ts:1 has a path of a machine')
    assert.include(text, 'registry.json:1 has a registry')
    assert.include(text, 'task.ts:1 has a task left in a comment')
    assert.include(text, 'focused.test.ts:1 has a focused test')
    assert.include(text, 'skipped.test.ts:1 has a skipped test')
    assert.deepEqual(await runCheck('tidy', 'tidy/good'), { ok: true, text: '' })
  })

  it('refuse a test that asserts nothing or cannot fail, and a property that ignores what is generated', async () => {
    const { ok, text } = await runCheck('assertions', 'assertions/bad')
    assert.isFalse(ok)
    const lines = text.split('\n').map((line) => line.replace('test/nothing.test.ts:', ''))
    assert.deepEqual(lines, [
      "6 asserts nothing: 'only looks'",
      "10 asserts nothing: 'takes options and only looks'",
      '15 compares constants: this cannot fail.',
      '19 generates a value that the property does not use.',
      '23 generates a value that the property does not use.',
    ])
    assert.deepEqual(await runCheck('assertions', 'assertions/good'), { ok: true, text: '' })
  })

  it('refuse a stray file at the top level and miss one that has to be there', async () => {
    const { ok, text } = await runCheck('top-level', 'top-level/bad')
    assert.isFalse(ok)
    assert.include(text, 'utils.js does not belong')
    assert.include(text, 'jest.config.js does not belong')
    assert.include(text, 'SECURITY.md is missing')
    assert.deepEqual(await runCheck('top-level', 'top-level/good'), { ok: true, text: '' })
  })

  it('refuse links that lead nowhere', async () => {
    const { ok, text } = await runCheck('links', 'links/bad')
    assert.isFalse(ok)
    for (const link of ['docs/guide.md', '#nowhere', 'docs/page.md#gone', 'docs/none.png', 'docs/missing.md']) {
      assert.include(text, link)
    }
    assert.deepEqual(await runCheck('links', 'links/good'), { ok: true, text: '' })
  })
})
