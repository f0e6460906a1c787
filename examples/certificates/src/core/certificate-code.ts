/** Crockford's base 32: no I, L, O and U, which are easily misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16
const GROUP = 4
/** Longer texts are no code, however they are written. */
const LONGEST = 64

/** How many random bytes a code is made of. */
export const CODE_BYTES = 10

/**
 * Makes a code of 10 random bytes: 16 characters of Crockford's base 32, 80 bits. Somebody who tries a million a second finds
 * one of a million certificates after some thirty thousand years on average.
 */
export function toCode(bytes: Uint8Array): string {
  if (bytes.length !== CODE_BYTES) throw new RangeError(`Expected ${CODE_BYTES} bytes, got ${bytes.length}.`)
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return Array.from({ length: LENGTH }, (_, index) => ALPHABET[parseInt(bits.slice(index * 5, index * 5 + 5), 2)]).join(
    '',
  )
}

/**
 * Reads a code as people type it: in small letters, with spaces or any dashes, `O` for 0, `I` and `L` for 1. Answers it without
 * groups, or `null` where it is no code.
 */
export function readCode(text: string): string | null {
  if (text.length > LONGEST) return null
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Dash}_.]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return code.length === LENGTH && Array.from(code).every((character) => ALPHABET.includes(character)) ? code : null
}

/** Writes a code in groups of four, as it is read and typed: `7K3M-9QXA-…`. */
export function formatCode(code: string): string {
  return Array.from({ length: LENGTH / GROUP }, (_, index) => code.slice(index * GROUP, (index + 1) * GROUP)).join('-')
}
