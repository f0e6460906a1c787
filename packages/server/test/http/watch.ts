import { assert } from 'chai'
import type { Logger } from '../../src/index.js'

/** Calls that answer tokens, because that is what they are for; and posters of lessons carry theirs. */
const ANSWERS_TOKENS = /^\/v1\/(sessions|tokens|lessons\/[^/]+|courses\/[^/]+)$/
const JWT = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/
const BEARER = Buffer.from('secret-bearer').toString('base64url').slice(0, 16)

/** Sees every answer and log line of a suite, and says at its end whether one holds what it must not. */
export class Watch {
  readonly lines: string[] = []
  readonly logger: Logger
  readonly #answers: { readonly path: string; readonly status: number; readonly text: string }[] = []
  readonly #keyPieces: readonly string[]

  /** `privateKey`: base64 of a PEM. */
  constructor(privateKey: string) {
    const pem = Buffer.from(privateKey, 'base64').toString()
    this.#keyPieces = [
      'PRIVATE KEY',
      privateKey.slice(0, 40),
      ...pem.split('\n').filter((line) => line.length > 40 && !line.includes('-----')),
    ]
    const at = (level: keyof Logger) => (message: string, fields?: Readonly<Record<string, unknown>>) => {
      this.lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`)
    }
    this.logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
  }

  saw(path: string, status: number, text: string): void {
    this.#answers.push({ path: path.split('?')[0]!.replace(/\/+$/, ''), status, text })
  }

  /** Fails when key material, a token that was not asked for, a bearer token or one of `persons` was revealed. */
  assertNothingLeaked(...persons: string[]): void {
    for (const { path, status, text } of this.#answers) {
      for (const piece of [...this.#keyPieces, BEARER]) assert.notInclude(text, piece, `${path}  reveals a secret`)
      if (status >= 400 || !ANSWERS_TOKENS.test(path)) assert.notMatch(text, JWT, `${path}  reveals a token`)
    }
    for (const line of this.lines) {
      for (const piece of [...this.#keyPieces, BEARER, ...persons]) assert.notInclude(line, piece)
      assert.notMatch(line, JWT)
    }
  }
}
