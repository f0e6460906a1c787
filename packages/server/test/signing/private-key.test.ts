import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { inspect } from 'node:util'
import { assert } from 'chai'
import fc from 'fast-check'
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

  it('says what was given instead', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const wrong: [string, RegExp][] = [
      [publicKey.export({ type: 'spki', format: 'pem' }).toString(), /labelled PUBLIC KEY/],
      [ec.export({ type: 'sec1', format: 'pem' }).toString(), /labelled EC PRIVATE KEY/],
      [pkcs8.slice(0, 900), /the end of this one is missing/],
    ]
    for (const [text, words] of wrong) assert.throws(() => readPrivateKey(text), TypeError, words)
  })

  it('is refused with any byte altered, unless what it signs is valid all the same', () => {
    const der = privateKey.export({ type: 'pkcs1', format: 'der' })
    const message = Buffer.from('lesson')
    const alteration = fc.record({ at: fc.nat(der.length - 1), by: fc.integer({ min: 1, max: 255 }) })
    let refused = 0
    fc.assert(
      fc.property(alteration, ({ at, by }) => {
        const altered = Buffer.from(der)
        altered[at]! ^= by
        const text = `-----BEGIN RSA PRIVATE KEY-----\n${altered.toString('base64')}\n-----END RSA PRIVATE KEY-----\n`
        let read: string
        try {
          read = readPrivateKey(text)
        } catch (error) {
          refused += 1
          return error instanceof TypeError
        }
        // Another public half would be another key, that Mux does not know.
        return verify('sha256', message, createPublicKey(read), sign('sha256', message, createPrivateKey(read)))
      }),
      { numRuns: 200 },
    )
    assert.isAbove(refused, 20)
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
