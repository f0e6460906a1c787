import { createPrivateKey, createPublicKey } from 'node:crypto'
import { join } from 'node:path'
import { createSigningKey } from '@enhancedhr/mux-local'
import { keptSecret, unusable } from './kept-secret.js'

/** The pair that signs playback tokens: the handler has the private half, the stand-in for Mux the public one. */
export interface PlaybackKey {
  readonly id: string
  /** As Mux hands it out: base64 of a PEM. */
  readonly privateKey: string
  readonly publicKey: string
}

/** Reads the pair of this data folder, and makes it at the first start. */
export async function playbackKey(directory: string): Promise<PlaybackKey> {
  const file = join(directory, 'playback-key.json')
  const text = await keptSecret(file, () => {
    const { id, privateKey } = createSigningKey()
    return JSON.stringify({ id, privateKey })
  })
  try {
    const { id, privateKey } = JSON.parse(text) as { id: string; privateKey: string }
    const pem = createPrivateKey(Buffer.from(privateKey, 'base64').toString('utf8'))
    if (typeof id !== 'string' || id === '') throw new TypeError('Expected an id.')
    return { id, privateKey, publicKey: createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString() }
  } catch {
    // The parser's own words quote what they read, and that is a key.
    throw unusable(file, 'no playback key of this demo')
  }
}
