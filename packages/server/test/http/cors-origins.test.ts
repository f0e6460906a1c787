import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { createLessonHandler } from '../../src/index.js'
import type { TestDatabase } from '../support/database.js'
import { KEY, LessonServer, openTestDatabase } from './lesson-server.js'

let database: TestDatabase

beforeAll(() => {
  database = openTestDatabase()
})
afterAll(() => database.close())

function serve(origins: readonly string[]): LessonServer {
  return new LessonServer(database.openStore(), { cors: { origins } })
}

describe('an origin that may call', () => {
  // As it is written in the options, and as a browser sends it.
  const cases: readonly [string, string][] = [
    ['https://learn.example.com', 'https://learn.example.com'],
    ['https://Learn.Example.COM', 'https://learn.example.com'],
    ['HTTPS://learn.example.com', 'https://learn.example.com'],
    ['https://learn.example.com/', 'https://learn.example.com'],
    ['https://learn.example.com:443', 'https://learn.example.com'],
    ['http://learn.example.com:80/', 'http://learn.example.com'],
    ['https://learn.example.com:8443', 'https://learn.example.com:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://XN--BCHER-KVA.example', 'https://xn--bcher-kva.example'],
    ['http://[::1]:4173', 'http://[::1]:4173'],
    ['http://[0:0:0:0:0:0:0:1]:4173', 'http://[::1]:4173'],
    ['Capacitor://localhost', 'capacitor://localhost'],
    ['chrome-extension://abcdef/', 'chrome-extension://abcdef'],
  ]
  for (const [written, sent] of cases) {
    it(`is let in as a browser sends it: ${written}`, async () => {
      const answer = await serve([written]).ask(null, '/v1/health/live', { headers: { origin: sent } })
      assert.equal(answer.headers.get('access-control-allow-origin'), sent)
      const other = await serve([written]).ask(null, '/v1/health/live', { headers: { origin: `${sent}.evil` } })
      assert.isNull(other.headers.get('access-control-allow-origin'))
    })
  }

  const refused: readonly [string, RegExp][] = [
    ['https://*.example.com', /`cors\.origins\[1\]` to be an origin without `\*`: name each one.*got 'https:\/\/\*/],
    ['*', /`cors\.origins\[1\]` to be an origin without `\*`/],
    ['null', /`null` is the name of every page without one/],
    ['https://a.example/path', /`cors\.origins\[1\]` to be an origin such as .*, without a path/],
    ['https://a.example/?', /without a path/],
    ['https://a.example#', /without a path/],
    ['https://ada:secret@a.example', /without a path/],
    ['a.example', /an origin such as/],
    ['//a.example', /an origin such as/],
    ['https://', /an origin such as/],
    ['https://a b.example', /an origin such as/],
    ['https:\\\\a.example', /an origin such as/],
    ['https://a.example:99999', /an origin such as/],
    ['', /an origin such as/],
  ]
  for (const [origin, words] of refused) {
    it(`is refused at the start, with an explanation, where it could never match: ${origin}`, () => {
      assert.throws(() => serve(['https://a.example', origin]), TypeError, words)
    })
  }

  it('stands in a list, or is any', () => {
    for (const origins of ['https://a.example', 7, null, undefined, { 0: 'https://a.example' }]) {
      const make = () =>
        createLessonHandler({
          mux: { signingKeys: [KEY] },
          store: database.openStore(),
          authenticate: () => null,
          background: false,
          cors: { origins: origins as never },
        })
      assert.throws(make, TypeError, /`cors\.origins` to be a list of origins such as .*, or '\*'/)
    }
  })
})
