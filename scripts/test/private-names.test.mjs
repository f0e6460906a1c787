import { assert } from 'chai'
import { rollup } from 'rollup'
import { shortenPrivateNames } from '../config/private-names.mjs'

/** The code of one module, as a script for a page is built. */
async function built(code) {
  const entry = { name: 'entry', resolveId: (id) => (id === 'entry' ? id : null), load: () => code }
  const bundle = await rollup({ input: 'entry', plugins: [entry, shortenPrivateNames] })
  const { output } = await bundle.generate({ format: 'es' })
  await bundle.close()
  return output[0].code
}

describe('private names of a script for a page', () => {
  it('are the same short ones in every class, and mean what they meant', async () => {
    const code = await built(`
      class Count { #of = 1; static #made = 0; next() { Count.#made += 1; return [this.#of++, Count.#made, #of in this] } }
      class Name { #text = '#of'; get #upper() { return this.#text.toUpperCase() } read() { return this.#upper } }
      export const said = [new Count().next(), new Name().read()]`)
    assert.match(code, /class Count \{\s*#a = 1/)
    assert.match(code, /class Name \{\s*#a = '#of'/)
    const { said } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
    assert.deepEqual(said, [[1, 1, true], '#OF'])
  })

  it('run out of letters', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `#name${index}`)
    const code = await built(
      `export class Many { ${names.map((name, index) => `${name} = ${index}`).join(';')}; all() { return [${names.map((name) => `this.${name}`)}] } }`,
    )
    const { Many } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
    assert.deepEqual(new Many().all(), [...names.keys()])
  })

  it('of a class around another one are refused there', async () => {
    const code = 'export class Outer { #a = 1; inner() { return class { #b = 2; read(outer) { return outer.#a } } } }'
    const error = await built(code).catch((failure) => failure)
    assert.match(error.message, /#a of a class around it/)
  })
})
