import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, SignJWT, type JWTPayload } from 'jose'

type Mood = 'well' | 'down' | 'junk'

/** An identity provider on a separate port: it signs tokens and answers its public keys. */
export class KeyServer {
  readonly #keys = new Map<string, { alg: string; privateKey: KeyObject; publicKey: KeyObject }>()
  readonly #server: Server
  asked = 0
  mood: Mood = 'well'

  constructor() {
    this.#server = createServer((request, response) => {
      this.asked += 1
      if (this.mood === 'down') return void response.writeHead(500).end('down')
      if (this.mood === 'junk' || !request.url?.endsWith('/.well-known/jwks.json')) return void response.end('<html>')
      void this.#keySet().then((keySet) => response.end(JSON.stringify(keySet)))
    })
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port.toString()}`
  }

  get jwks(): string {
    return `${this.url}/.well-known/jwks.json`
  }

  addKey(kid: string, alg: 'RS256' | 'ES256' | 'EdDSA'): void {
    const pair =
      alg === 'RS256'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : alg === 'ES256'
          ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
          : generateKeyPairSync('ed25519')
    this.#keys.set(kid, { alg, ...pair })
  }

  /** A token of the learner `ada`, good for five minutes, with some claims changed; `undefined` takes one away. */
  sign(kid: string, changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { alg, privateKey } = this.#keys.get(kid)!
    return new SignJWT(this.claims(changes)).setProtectedHeader({ alg, kid }).sign(privateKey)
  }

  claims(changes: Readonly<Record<string, unknown>> = {}): JWTPayload {
    const exp = Math.floor(Date.now() / 1000) + 300
    return { iss: this.url, aud: 'lessons', sub: 'ada', exp, ...changes }
  }

  publicPem(kid: string): string {
    return this.#keys.get(kid)!.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  }

  async #keySet() {
    const keys = [...this.#keys].map(async ([kid, { alg, publicKey }]) => ({
      ...(await exportJWK(publicKey)),
      kid,
      alg,
    }))
    return { keys: await Promise.all(keys) }
  }
}
