import { assert } from 'chai'
import { describe, it } from 'vitest'
import { SecretBox } from '../../src/webhooks/secret-box.js'

const [KEY, OTHER] = ['k'.repeat(32), 'o'.repeat(32)]
const endpoint = { tenantId: 't', endpointId: 'certificates' }

/** The same text with another first letter of its tag. */
function withOtherTag(sealed: string): string {
  const at = sealed.lastIndexOf('.') + 1
  return `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
}

describe('a secret in the database', () => {
  it('is encrypted, differently each time, and read with the key', async () => {
    const box = new SecretBox([KEY])
    const [one, two] = [await box.seal(endpoint, 'whsec_abc'), await box.seal(endpoint, 'whsec_abc')]
    assert.notEqual(one, two)
    assert.notInclude(atob(one.split('.')[3]!.replaceAll('-', '+').replaceAll('_', '/')), 'whsec')
    assert.equal(await box.open(endpoint, one), 'whsec_abc')
  })

  it('is read with the key before, while keys are changed, and with no other', async () => {
    const sealed = await new SecretBox([KEY]).seal(endpoint, 'whsec_abc')
    assert.equal(await new SecretBox([OTHER, KEY]).open(endpoint, sealed), 'whsec_abc')
    for (const [box, text] of [
      [new SecretBox([OTHER]), sealed],
      [new SecretBox([KEY]), withOtherTag(sealed)],
      [new SecretBox([KEY]), 'nothing'],
    ] as const) {
      const failure = await box.open(endpoint, text).catch((error: unknown) => error)
      assert.instanceOf(failure, Error)
    }
  })

  it('opens nothing at another endpoint or tenant', async () => {
    const box = new SecretBox([KEY])
    const sealed = await box.seal(endpoint, 'whsec_abc')
    for (const other of [
      { ...endpoint, endpointId: 'mail' },
      { ...endpoint, tenantId: 'u' },
    ]) {
      assert.instanceOf(await box.open(other, sealed).catch((error: unknown) => error), Error)
    }
  })
})
