import { createHash, randomBytes } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A random id in the look of Mux's: 44 letters and digits. */
export function makeId(length = 44): string {
  let id = ''
  // 248 is four times the alphabet: beyond it a remainder would favour the first letters.
  while (id.length < length)
    for (const byte of randomBytes(length)) if (byte < 248 && id.length < length) id += ALPHABET.charAt(byte % 62)
  return id
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
