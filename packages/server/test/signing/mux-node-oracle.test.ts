import { generateKeyPairSync } from 'node:crypto'
import Mux from '@mux/mux-node'
import { assert } from 'chai'
import fc from 'fast-check'
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { RESOLUTIONS, toTokenParams, type PlaybackTerms } from '../../src/signing/playback-terms.js'
import { readPrivateKey } from '../../src/signing/private-key.js'
import { TokenSigner, type TokenAudience } from '../../src/signing/token-signer.js'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** As Mux hands it out. */
const handedOut = Buffer.from(privateKey.export({ type: 'pkcs1', format: 'pem' })).toString('base64')
const signer = new TokenSigner('key-1', readPrivateKey(handedOut))
const theirs = new Mux({ jwtSigningKey: 'key-1', jwtPrivateKey: handedOut })

const NAMES = { v: 'video', t: 'thumbnail', s: 'storyboard' } as const

const terms: fc.Arbitrary<PlaybackTerms> = fc.record(
  {
    maxResolution: fc.constantFrom(...RESOLUTIONS),
    minResolution: fc.constantFrom(...RESOLUTIONS),
    playbackRestrictionId: fc.stringMatching(/^[A-Za-z0-9]{1,40}$/),
  },
  { requiredKeys: [] },
)

/** The token of Mux's own SDK for the same resource on the same terms. */
function signTheirs(sub: string, aud: TokenAudience, params: Record<string, string>): Promise<string> {
  const expiration = '900s'
  if (aud === 'd') return theirs.jwt.signDrmLicense(sub, { expiration, params })
  return theirs.jwt.signPlaybackId(sub, { type: NAMES[aud], expiration, params })
}

describe('a token beside one that Mux’s own SDK signs', () => {
  it('has the same claims, and the key’s id in the header instead of among them', async () => {
    const asked = fc.record({
      sub: fc.stringMatching(/^[A-Za-z0-9]{1,60}$/),
      aud: fc.constantFrom<TokenAudience>('v', 't', 's', 'd'),
      terms,
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ sub, aud, terms }) => {
        const params = toTokenParams(terms, aud)
        const their = await signTheirs(sub, aud, params)
        const { kid, ...claims } = decodeJwt(their)
        // Their SDK takes no moment, only a lifetime from its own clock.
        const ours = await signer.sign({ sub, aud, exp: claims.exp!, params })
        assert.deepEqual(decodeJwt(ours), claims)
        assert.equal(decodeProtectedHeader(ours).kid, kid)
        const header = { audience: aud, subject: sub, algorithms: ['RS256'] }
        await jwtVerify(ours, publicKey, header)
        await jwtVerify(their, publicKey, header)
      }),
      { numRuns: 60 },
    )
  })
})
