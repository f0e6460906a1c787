import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import { assert } from 'chai'
import { readPrivateKey } from '../../src/signing/private-key.js'
import { wrapPkcs1 } from '../../src/signing/wrap-pkcs1.js'
import { TokenSigner } from '../../src/signing/token-signer.js'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

describe('a private key as a host gives it', () => {
  const forms: Record<string, string> = {
    'a PEM of PKCS#1': pkcs1,
    'a PEM of PKCS#8': pkcs8,
    'base64 of a PEM, as Mux hands it out': Buffer.from(pkcs1).toString('base64'),
    'base64 of a PEM of PKCS#8': Buffer.from(pkcs8).toString('base64'),
    'a PEM whose line breaks became literal': pkcs1.replaceAll('\n', '\\n'),
    'a PEM with Windows line breaks and blanks around': `  ${pkcs8.replaceAll('\n', '\r\n')} `,
    'base64 broken into lines': Buffer.from(pkcs1)
      .toString('base64')
      .replace(/(.{76})/g, '$1\n'),
  }
  for (const [name, text] of Object.entries(forms)) {
    it(`is read from ${name}`, () => {
      assert.isTrue(createPrivateKey(readPrivateKey(text)).equals(privateKey))
    })
  }

  it('is refused when cut off, altered, of another kind or too short, and never printed', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
    const wrong: Record<string, string> = {
      empty: '',
      'not a key': 'hello',
      'cut off': pkcs1.slice(0, 400),
      'cut off inside': pkcs1.replace(/\n[^\n]+\n-----END/, '\n-----END'),
      'public half': 'LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0=',
      ec: ec.export({ type: 'pkcs8', format: 'pem' }).toString(),
      short: short.export({ type: 'pkcs1', format: 'pem' }).toString(),
    }
    const line = pkcs1.split('\n')[3]!
    for (const [name, text] of Object.entries(wrong)) {
      let error: unknown
      try {
        readPrivateKey(text)
      } catch (thrown) {
        error = thrown
      }
      assert.instanceOf(error, TypeError, name)
      assert.notInclude(inspect(error), line, name)
    }
  })

  it('is wrapped to PKCS#8 byte for byte as OpenSSL writes it', () => {
    const der = privateKey.export({ type: 'pkcs1', format: 'der' })
    assert.deepEqual(Buffer.from(wrapPkcs1(der)), privateKey.export({ type: 'pkcs8', format: 'der' }))
  })

  it('does not show in a signer that is printed', () => {
    const signer = new TokenSigner('kid', readPrivateKey(pkcs1))
    for (const text of [inspect(signer, { depth: 9, showHidden: true }), JSON.stringify(signer)]) {
      assert.notInclude(text, 'PRIVATE')
      assert.notInclude(text, pkcs1.split('\n')[3]!)
    }
  })
})
