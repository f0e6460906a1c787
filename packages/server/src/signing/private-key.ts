import type * as NodeCrypto from 'node:crypto'
import { wrapPkcs1 } from './wrap-pkcs1.js'

/** Bits that an RSA key has at least: what Mux hands out, and the least that RS256 may be used with (RFC 7518 3.3). */
const MIN_BITS = 2048
const PROBE = new TextEncoder().encode('A key that signs this can sign.')

/**
 * Reads a private key as Mux and environment variables carry it, and gives it as a PEM of PKCS#8.
 *
 * Takes a PEM (PKCS#1 as Mux makes it, or PKCS#8), one whose line breaks became literal `\n`, and base64 of a PEM.
 * Throws a `TypeError` whose message says what is wrong and never any part of the key.
 */
export function readPrivateKey(text: string): string {
  const pem = findPem(text)
  const match = /-----BEGIN ((?:RSA )?PRIVATE KEY)-----([\s\S]*?)-----END \1-----/.exec(pem)
  if (!match)
    throw new TypeError(`a PEM of an RSA private key (PKCS#1 or PKCS#8), or base64 of one${describeOther(pem)}`)
  const bytes = fromBase64(match[2]!)
  if (!bytes) throw new TypeError('a PEM whose base64 is whole; this one looks cut off or altered')
  const der = match[1] === 'RSA PRIVATE KEY' ? wrapPkcs1(bytes) : bytes
  const pkcs8 = `-----BEGIN PRIVATE KEY-----\n${toBase64(der)}\n-----END PRIVATE KEY-----\n`
  checkKey(pkcs8)
  return pkcs8
}

function findPem(text: string): string {
  const unescaped = text.replaceAll('\\r', '').replaceAll('\\n', '\n').trim()
  if (unescaped.includes('-----BEGIN')) return unescaped
  const bytes = fromBase64(unescaped)
  return bytes ? new TextDecoder().decode(bytes) : ''
}

/** What a PEM says it is, when it is another thing: its label is no secret. */
function describeOther(pem: string): string {
  const label = /-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(pem)?.[1]
  if (label === undefined) return ''
  return label.endsWith('PRIVATE KEY') && /^(RSA )?PRIVATE/.test(label)
    ? '; the end of this one is missing'
    : `; this one is labelled ${label}`
}

/**
 * Where there is `node:crypto` the key is tried at once, with a signature that its public half has to accept: a key that
 * was altered can still be read. Elsewhere the first use shows it.
 */
function checkKey(pem: string): void {
  const crypto = builtinCrypto()
  if (!crypto) return
  let details: { type: string | undefined; bits: number | undefined; signs: boolean }
  try {
    const key = crypto.createPrivateKey(pem)
    const signature = crypto.sign('sha256', PROBE, key)
    details = {
      type: key.asymmetricKeyType,
      bits: key.asymmetricKeyDetails?.modulusLength,
      signs: crypto.verify('sha256', PROBE, crypto.createPublicKey(pem), signature),
    }
  } catch {
    // The cause is left out on purpose: OpenSSL's errors may carry pieces of their input.
    throw new TypeError('a private key that can be read; this one looks cut off or altered')
  }
  if (details.type !== 'rsa') throw new TypeError(`an RSA key, not one of type ${details.type ?? 'unknown'}`)
  if ((details.bits ?? 0) < MIN_BITS) throw new TypeError(`an RSA key of at least ${MIN_BITS.toString()} bits`)
  if (!details.signs) throw new TypeError('a key whose signatures are valid; this one looks altered')
}

/** `node:crypto` where there is one, without an import that other runtimes and bundlers would stumble over. */
function builtinCrypto(): typeof NodeCrypto | undefined {
  if (typeof process === 'undefined' || typeof process.getBuiltinModule !== 'function') return undefined
  return process.getBuiltinModule('node:crypto')
}

function fromBase64(text: string): Uint8Array | null {
  const compact = text.replace(/\s+/g, '')
  if (compact === '' || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact)) return null
  try {
    return Uint8Array.from(atob(compact.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}

function toBase64(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return text.replace(/(.{64})(?=.)/g, '$1\n')
}
