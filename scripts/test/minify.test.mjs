import { assert } from 'chai'
import { parseAst } from 'rollup/parseAst'
import { squeezeTemplates } from '../config/minify.mjs'

/** The code of a module once its templates are squeezed. */
const squeezed = (code) => squeezeTemplates.transform.call({ parse: parseAst }, code, 'a.js').code

describe('lit’s templates, as they are built', () => {
  it('lose the line breaks beside their tags', () => {
    assert.equal(
      squeezed('html`\n  <p\n    class="a"\n  >\n    ${words}\n    <i></i>\n  </p>\n`'),
      'html`<p class="a" >${words}<i></i></p>`',
    )
  })

  it('keep each space that stands between words', () => {
    for (const code of ['html`${line} `', 'html`<b>${who}:</b> ${line}`', 'html`<b>A</b> `', 'html` <i>A</i>`']) {
      assert.equal(squeezed(code), code)
    }
  })
})
