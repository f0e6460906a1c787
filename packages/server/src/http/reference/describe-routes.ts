import { MAX_OPAQUE_ID_LENGTH, PROTOCOL_VERSION } from '@enhancedhr/protocol'
import { idSchema } from '@enhancedhr/protocol/wire'
import type { Route } from '../route.js'
import { ANSWER_HEADERS, describeCallHeaders, referToHeaders, referToParameter } from './describe-headers.js'
import { describeProblems, problemCodes } from './describe-problems.js'
import { describeInPlace, describeSchemas, refer } from './describe-schemas.js'
import type { Json } from './json.js'
import { usedSchemas } from './used-schemas.js'

const TAGS: Readonly<Record<Route['tag'], string>> = {
  watching: 'What a player calls: a watch session, its tokens, and evidence of what was played.',
  reading: 'Courses, lessons and progress, as the caller may see them.',
  managing: 'Courses, lessons and learners, for course owners, admins and the host’s own server.',
  service: 'How the handler is, and this reference.',
}

const BEARER = {
  type: 'http',
  scheme: 'bearer',
  description: 'What the host’s `authenticate` reads; a host may take a cookie in its place.',
}

/** Writes the reference of the calls as OpenAPI 3.1, from the same schemas that read and write them. */
export function describeRoutes(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeOperation(route) }
  }
  const headers = ANSWER_HEADERS
  const parameters = describeCallHeaders()
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lesson handler',
      version: `${PROTOCOL_VERSION.toString()}.0.0`,
      description: 'Video lessons that count. Readers skip members that they do not know: some may be added.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // Relative to where this reference is read: wherever the host mounted the handler.
    servers: [{ url: '..', description: 'Where the handler is mounted.' }],
    security: [{ bearer: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: { bearer: BEARER },
      headers,
      parameters,
      schemas: usedSchemas([paths, headers, parameters], describeSchemas()),
    },
  }
}

function describeOperation(route: Route): Json {
  const { id, tag, summary, body, access } = route
  return {
    operationId: id,
    tags: [tag],
    summary,
    security: access === 'signed_in' ? [{ bearer: [] }] : [],
    parameters: describeParameters(route),
    ...(body && { requestBody: { required: true, content: json(undefined, refer(body)) } }),
    responses: { ...describeAnswers(route), ...describeProblems(route) },
  }
}

function describeParameters({ path, method, query = [], problems, answer }: Route): readonly Json[] {
  const changes = problems.includes('precondition_failed')
  const headers = [
    ...(changes ? ['If-Match'] : []),
    ...((changes && method === 'PUT') || answer.cached ? ['If-None-Match'] : []),
    'X-Request-Id',
  ]
  return [
    ...Array.from(path.matchAll(/:(\w+)/g), ([, name]) => describePathParameter(name!)),
    ...query.map(({ name, summary, schema }) => {
      return { name, in: 'query', description: summary, schema: describeInPlace(schema) }
    }),
    ...headers.map(referToParameter),
  ]
}

function describePathParameter(name: string): Json {
  const isLearner = name === 'learner_id'
  return {
    name,
    in: 'path',
    required: true,
    description: isLearner ? 'The host’s own id of the learner, percent-encoded.' : 'Identifier of the resource.',
    schema: isLearner ? { type: 'string', minLength: 1, maxLength: MAX_OPAQUE_ID_LENGTH } : refer(idSchema),
  }
}

function describeAnswers(route: Route): Record<string, Json> {
  const { answer, method, access, problems } = route
  const { status, created, schema, managerSchema, cached } = answer
  const hasTag = cached === true || managerSchema !== undefined || problems.includes('precondition_failed')
  const isCounted = (access === 'signed_in' && method === 'GET') || problems.includes('rate_limited')
  const headers = referToHeaders([
    ...(hasTag ? ['ETag'] : []),
    ...(isCounted && problemCodes(route).has('rate_limited') ? ['RateLimit', 'RateLimit-Policy'] : []),
    'X-Request-Id',
  ])
  const learners = describeInPlace(schema)
  const content = json(
    answer.mediaType,
    managerSchema ? { anyOf: [{ allOf: [learners, refer(managerSchema)] }, learners] } : learners,
  )
  return {
    [status]: { description: 'Done.', headers, content },
    ...(created === true && { [status === 201 ? 200 : 201]: { description: describeOther(status), headers, content } }),
    ...(cached === true && { 304: { description: 'The caller has it already.', headers } }),
  }
}

function describeOther(status: number): string {
  return status === 201 ? 'It was there already.' : 'Created.'
}

function json(mediaType: string | undefined, schema: Json): Json {
  return { [mediaType ?? 'application/json']: { schema } }
}
