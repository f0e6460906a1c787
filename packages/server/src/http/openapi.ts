import { PROBLEMS, PROTOCOL_VERSION, type ProblemCode } from '@enhancedhr/protocol'
import { problemDocumentSchema } from '@enhancedhr/protocol/wire'
import * as z from 'zod/mini'
import type { Route } from './route.js'

/** Codes that every signed-in call may answer beside its own. */
const SIGNED_IN_PROBLEMS: readonly ProblemCode[] = [
  'unauthenticated',
  'internal',
  'authentication_unavailable',
  'storage_unavailable',
]
/** Codes that reading a body adds. */
const BODY_PROBLEMS: readonly ProblemCode[] = ['payload_too_large', 'unsupported_media_type']

type Json = Readonly<Record<string, unknown>>

/** Writes the reference of the calls as OpenAPI 3.1, from the same schemas that read and write them. */
export function describeRoutes(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeOperation(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Lesson handler', version: `${PROTOCOL_VERSION.toString()}.0.0` },
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: toSchema(problemDocumentSchema, 'output') },
    },
  }
}

function describeOperation(route: Route): Json {
  const { summary, query = [], body, answer, access } = route
  const parameters = [
    ...Array.from(route.path.matchAll(/:(\w+)/g), ([, name]) => ({ name, in: 'path', required: true })),
    ...query.map(({ name, summary: description }) => ({ name, in: 'query', description })),
  ].map((parameter) => ({ ...parameter, schema: { type: 'string' } }))
  return {
    summary,
    ...(access === 'signed_in' && { security: [{ bearer: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: json(toSchema(body, 'input')) } }),
    responses: {
      [answer.status]: { description: 'Done.', content: json(toSchema(answer.schema, 'output')) },
      ...describeProblems(route),
    },
  }
}

function describeProblems({ access, body, problems }: Route): Record<string, Json> {
  const codes = [...problems, ...(access === 'signed_in' ? SIGNED_IN_PROBLEMS : []), ...(body ? BODY_PROBLEMS : [])]
  const byStatus = new Map<number | null, ProblemCode[]>()
  for (const code of new Set(codes)) {
    const { status } = PROBLEMS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    Array.from(byStatus, ([status, of]) => [
      String(status),
      {
        description: of.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join(' '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function json(schema: Json): Json {
  return { 'application/json': { schema } }
}

function toSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return rest
}
