import { assert } from 'chai'
import { describe, it } from 'vitest'
import { diagnose, type DatabaseFacts, type Facts } from '../../src/cli/diagnose.js'

const WELL: DatabaseFacts = {
  kind: 'postgres',
  version: 150_018,
  multiranges: true,
  encoding: 'UTF8',
  readOnly: false,
  isolation: 'read committed',
  statementTimeout: 10_000,
  durable: true,
  transactionsHold: true,
  pooled: false,
  encrypted: true,
  clockAhead: 40,
  connectionsLeft: 80,
  login: { name: 'lessons', superuser: false, bypassesRowSecurity: false },
  schema: { name: 'ehr_lessons', exists: true, mayCreate: false },
  rolesOutOfReach: [],
  versionComplaint: null,
}

const of = (database: Partial<DatabaseFacts>, more: Partial<Facts> = {}) =>
  diagnose({ unreachable: null, refusesTimeout: false, database: { ...WELL, ...database }, ...more })

describe('the doctor', () => {
  it('says so when all is well', () => {
    assert.deepEqual(of({}), [{ level: 'ok', what: 'Nothing of this database gets in the way.' }])
  })

  const cases: [string, ReturnType<typeof of>, string, RegExp, RegExp | undefined][] = [
    [
      'a database that is away',
      diagnose({ unreachable: 'ECONNREFUSED', refusesTimeout: false }),
      'error',
      /\(ECONNREFUSED\)/,
      /DATABASE_URL/,
    ],
    [
      'a pooler that refuses a setting',
      of({}, { refusesTimeout: true }),
      'error',
      /`statement_timeout`/,
      /statementTimeout: 0/,
    ],
    ['an old version', of({ version: 130_010 }), 'error', /PostgreSQL 13 is too old/, /15 or newer/],
    ['a lookalike', of({ multiranges: false }), 'error', /no multiranges/, /CockroachDB/],
    ['another encoding', of({ encoding: 'SQL_ASCII' }), 'error', /SQL_ASCII/, /UTF8/],
    ['a standby', of({ readOnly: true }), 'error', /standby/, /primary/],
    [
      'a pooler that deals out statements',
      of({ transactionsHold: false, pooled: true }),
      'error',
      /does not hold together/,
      /6543/,
    ],
    ['a pooler that deals out transactions', of({ pooled: true }), 'note', /That works/, /`migrate`/],
    [
      'a setting that went unheard',
      of({ statementTimeout: 0 }),
      'warning',
      /No `statement_timeout` applies/,
      /alter role/,
    ],
    ['another isolation', of({ isolation: 'serializable' }), 'warning', /serializable by default/, /read committed/],
    ['commits that are not kept', of({ durable: false }), 'warning', /fsync/, /Turn them on/],
    ['a clock that is off', of({ clockAhead: -61_000 }), 'warning', /differ by 61 s/, /time server/],
    ['few connections', of({ connectionsLeft: 3 }), 'warning', /Only 3 more/, /maxConnections/],
    ['a plain connection', of({ encrypted: false }), 'note', /not encrypted/, /sslmode/],
    [
      'a superuser',
      of({ login: { name: 'postgres', superuser: true, bypassesRowSecurity: true } }),
      'warning',
      /"postgres" is a superuser/,
      /create role/,
    ],
    [
      'a login above the policies',
      of({ login: { name: 'svc', superuser: false, bypassesRowSecurity: true } }),
      'warning',
      /bypasses/,
      /create role/,
    ],
    [
      'roles out of reach',
      of({ rolesOutOfReach: ['a', 'b'] }),
      'error',
      /cannot become "a", "b"/,
      /grant "a", "b" to "lessons"/,
    ],
    [
      'a version that is not ours',
      of({ versionComplaint: 'It is newer.', schema: { ...WELL.schema, mayCreate: true } }),
      'error',
      /It is newer/,
      undefined,
    ],
  ]
  for (const [name, findings, level, what, fix] of cases) {
    it(`names ${name} and how to fix it`, () => {
      assert.lengthOf(findings, 1)
      assert.equal(findings[0]!.level, level)
      assert.match(findings[0]!.what, what)
      if (fix) assert.match(findings[0]!.fix ?? '', fix)
    })
  }

  it('names the rights that a login lacks, whether the schema is there or not', () => {
    for (const [exists, words] of [
      [true, /grant create, usage on schema ehr_lessons to "lessons"/],
      [false, /create schema ehr_lessons authorization "lessons"/],
    ] as const) {
      const findings = of({
        versionComplaint: 'Not migrated.',
        schema: { name: 'ehr_lessons', exists, mayCreate: false },
      })
      assert.match(findings[0]!.fix ?? '', words)
      assert.match(findings[0]!.fix ?? '', /migrate --print/)
    }
  })

  it('begins with what is worst, and asks no pooler of PGlite', () => {
    const findings = of({ encrypted: false, durable: false, readOnly: true })
    assert.deepEqual(
      findings.map(({ level }) => level),
      ['error', 'warning', 'note'],
    )
    assert.equal(of({ kind: 'pglite', statementTimeout: 0, encrypted: false, connectionsLeft: 0 })[0]!.level, 'ok')
  })
})
