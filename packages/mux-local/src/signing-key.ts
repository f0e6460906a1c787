import { generateKeyPairSync, randomBytes } from 'node:crypto'

/** A signing key as Mux hands it out, with the public half that Mux would keep. */
export interface LocalSigningKey {
  /** The key's id: the `kid` of the tokens it signs. */
  readonly id: string
  /** Base64 of a PKCS#1 PEM. */
  readonly privateKey: string
  /** SPKI PEM. */
  readonly publicKey: string
}

/** Makes a new RSA key of 2048 bits in the form in which Mux delivers signing keys. */
export function createSigningKey(): LocalSigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return {
    id: randomBytes(24).toString('base64url').replaceAll(/[-_]/g, '0'),
    privateKey: Buffer.from(privateKey).toString('base64'),
    publicKey,
  }
}
