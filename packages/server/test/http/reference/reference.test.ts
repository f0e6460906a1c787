import { createConfig, lintFromString } from '@redocly/openapi-core'
import * as management from '@enhancedhr/protocol/management'
import * as wire from '@enhancedhr/protocol/wire'
import { assert } from 'chai'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import ts from 'typescript'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { NAMED_SCHEMAS } from '../../../src/http/reference/schema-names.js'
import { TRACK_ROUTES } from '../../../src/http/routes/track-routes.js'
import { MUX_ROUTES, UPLOAD_ROUTES } from '../../../src/http/routes/upload-routes.js'
import { ROUTES } from '../../../src/http/routes.js'
import type { TestDatabase } from '../../support/database.js'
import { KEY, LessonServer, openTestDatabase, signIn } from '../lesson-server.js'

interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly security: readonly object[]
  readonly summary: string
  readonly parameters?: readonly { $ref?: string; name?: string; description?: string; schema?: object }[]
  readonly requestBody?: { content: Record<string, { schema: object }> }
  readonly responses: Record<string, Answer>
}

interface Answer {
  readonly headers: Record<string, object>
  readonly content?: Record<string, { schema: { $ref?: string }; examples?: object }>
}

interface Reference {
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { readonly schemas: Record<string, { description: string }> }
}

/** Below the package, so that the client finds what it imports. */
const FOLDER = fileURLToPath(new URL('../../../build/client-of-the-reference/', import.meta.url))

let database: TestDatabase
let server: LessonServer
let reference: Reference

beforeAll(async () => {
  database = openTestDatabase()
  // The client sends its report until there was time to have watched it.
  server = new LessonServer(database.openStore(), {
    rateLimit: { reports: 10_000 },
    // With every call that a handler may have.
    mux: { signingKeys: [KEY], token: { id: 'token', secret: 'secret' }, webhookSecrets: ['secret-of-the-webhook'] },
    uploads: {},
  })
  reference = (await server.ask(null, '/v1/openapi.json')).body as unknown as Reference
})

afterAll(async () => {
  await database.close()
  rmSync(FOLDER, { recursive: true, force: true })
})

function operations(): readonly (Operation & { readonly call: string; readonly method: string })[] {
  return Object.entries(reference.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method, call: `${method} ${path}` })),
  )
}

describe('the reference of a handler without uploads', () => {
  it('has neither their calls nor their schemas, and is right too', async () => {
    const plain = new LessonServer(database.openStore())
    const { body } = await plain.ask(null, '/v1/openapi.json')
    const { paths, components } = body as unknown as Reference
    assert.notInclude(JSON.stringify(Object.keys(paths)), 'uploads')
    assert.isEmpty(Object.keys(components.schemas).filter((name) => name.startsWith('Upload')))
    const config = await createConfig({ extends: ['recommended-strict'] })
    assert.deepEqual(await lintFromString({ source: JSON.stringify(body), config }), [])
    await plain.handler.close()
  })
})

describe('the reference', () => {
  it('is found right by a linter for OpenAPI, without a warning', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] })
    const problems = await lintFromString({ source: JSON.stringify(reference), config })
    const words = problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`)
    assert.deepEqual(words, [])
  })

  it('names every call, lists it, and says who may make it', () => {
    const calls = operations()
    assert.lengthOf(calls, ROUTES.length + UPLOAD_ROUTES.length + TRACK_ROUTES.length + MUX_ROUTES.length + 1)
    assert.equal(new Set(calls.map(({ operationId }) => operationId)).size, calls.length)
    for (const { call, operationId, tags, summary, security } of calls) {
      assert.match(operationId, /^[a-z][A-Za-z]+$/, call)
      assert.lengthOf(tags, 1, call)
      assert.isNotEmpty(summary, call)
      const isPublic =
        /^(get \/v1\/(health|health\/live|openapi\.json|tracks\/{random})|post \/v1\/mux\/webhooks)$/.test(call)
      assert.deepEqual(security, isPublic ? [] : [{ bearer: [] }], call)
    }
  })

  it('gives every body and answer a schema with a name, and every schema a sentence', () => {
    for (const { call, requestBody, responses } of operations()) {
      const bodies = requestBody ? [requestBody.content['application/json']!.schema] : []
      for (const [status, { content = {} }] of Object.entries(responses)) {
        if (call === 'get /v1/openapi.json' && status === '200') continue
        bodies.push(...Object.values(content).map(({ schema }) => schema))
      }
      for (const schema of bodies) assert.match(JSON.stringify(schema), /"\$ref":"#\/components\/schemas\/[A-Z]/, call)
    }
    const exported = Object.keys({ ...wire, ...management }).filter((name) => /(?<!Query)Schema$/.test(name))
    assert.lengthOf(NAMED_SCHEMAS, exported.length + 2)
    for (const { name, description } of NAMED_SCHEMAS) {
      assert.match(description, /^[A-Z].*\.$/, `schema-names.ts needs a sentence for ${name}`)
      assert.equal(reference.components.schemas[name]!.description, description)
    }
  })

  it('names the headers of each answer, and those that a call takes', () => {
    for (const { call, method, parameters = [], responses } of operations()) {
      const taken = parameters.flatMap(({ $ref }) => ($ref === undefined ? [] : [$ref.split('/').at(-1)]))
      const isChange = '412' in responses
      assert.equal(taken.includes('If-Match'), isChange, call)
      if (isChange && method === 'put') assert.include(taken, 'If-None-Match', call)
      assert.include(taken, 'X-Request-Id', call)
      for (const [status, { headers }] of Object.entries(responses)) {
        assert.property(headers, 'X-Request-Id', `${call} ${status}`)
        if (isChange && status.startsWith('2')) assert.property(headers, 'ETag', call)
        if (status === '429' || status === '503') assert.property(headers, 'Retry-After', call)
        const limited = '429' in responses && (status.startsWith('2') || status === '429')
        if (limited) assert.containsAllKeys(headers, ['RateLimit', 'RateLimit-Policy'], `${call} ${status}`)
      }
    }
  })

  it('says how every refusal looks, with each code', () => {
    for (const { call, responses } of operations()) {
      for (const [status, { content = {} }] of Object.entries(responses)) {
        if (Number(status) < 400) continue
        const { schema, examples } = content['application/problem+json']!
        assert.equal(schema.$ref, '#/components/schemas/ProblemDocument', call)
        for (const [code, example] of Object.entries(examples!)) {
          const { value } = example as { value: unknown }
          const read = wire.problemDocumentSchema.parse(value)
          assert.deepEqual([read.code, read.status], [code, Number(status)])
        }
      }
    }
  })

  it('types and explains every parameter', () => {
    for (const { call, parameters = [] } of operations()) {
      for (const { $ref, name, description, schema } of parameters) {
        if ($ref !== undefined) continue
        assert.isNotEmpty(description, `${call} ${name ?? ''}`)
        assert.isNotEmpty(schema, `${call} ${name ?? ''}`)
      }
    }
    const list = reference.paths['/v1/courses']!['get']!.parameters!
    assert.deepInclude(list.find(({ name }) => name === 'limit')!.schema, { type: 'integer', minimum: 1, default: 50 })
  })
})

describe('a client that is made from the reference', () => {
  it('compiles, and gets from the handler what its types say', async () => {
    mkdirSync(FOLDER, { recursive: true })
    const types = astToString(await openapiTS(reference as unknown as OpenAPI3, { defaultNonNullable: false }))
    writeFileSync(join(FOLDER, 'paths.ts'), types)
    const program = join(FOLDER, 'client-program.ts')
    writeFileSync(program, readFileSync(new URL('client-program.ts.txt', import.meta.url)))
    assert.deepEqual(compile(program), [])
    const { walkThrough } = (await import(/* @vite-ignore */ pathToFileURL(program).href)) as {
      walkThrough: (handler: unknown, learner: string, admin: string) => Promise<number[][]>
    }
    const { fetch } = server.handler
    const watched = await walkThrough((request: Request) => fetch(request), signIn('ada'), signIn('boss admin'))
    assert.deepEqual(watched, [[0, 0.5]])
  })
})

/** What the compiler finds wrong, with the strictest settings that clients have. */
function compile(file: string): readonly string[] {
  const program = ts.createProgram([file], {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
  })
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file: of, messageText }) => `${of?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)
}
