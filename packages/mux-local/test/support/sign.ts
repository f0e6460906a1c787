import { createPrivateKey, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { createMuxLocal, createSigningKey, type MuxLocalOptions } from '../../src/index.js'

/** The moment at which the tests run: tokens and child addresses are judged by it. */
export const start = Date.UTC(2026, 0, 15, 12)
export const inAnHour = start / 1000 + 3600

export const key = createSigningKey()
export const otherKey = createSigningKey()

export const privateKeyOf = (signingKey: { privateKey: string }): KeyObject =>
  createPrivateKey(Buffer.from(signingKey.privateKey, 'base64').toString())

/** Signs as Mux's own library does: `kid` in the payload. */
export function sign(claims: Record<string, unknown>, by = key): Promise<string> {
  return new SignJWT({ kid: by.id, exp: inAnHour, ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .sign(privateKeyOf(by))
}

/** A stand-in whose clock the test moves. */
export function createMux(options: Partial<MuxLocalOptions> = {}) {
  const clock = { now: start }
  const mux = createMuxLocal({ signingKeys: [key], now: () => clock.now, childSecret: new Uint8Array(32), ...options })
  const get = (url: string, init?: RequestInit) => mux.fetch(new Request(url, init))
  return { mux, clock, get }
}

export const origin = 'http://127.0.0.1:4173'

/** Every address in a playlist: lines that are not tags, and the `URI` attributes. */
export const addressesIn = (playlist: string): string[] => [
  ...[...playlist.matchAll(/URI="([^"]+)"/g)].map((match) => match[1] ?? ''),
  ...playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#')),
]
