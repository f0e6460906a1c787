import * as wire from '@enhancedhr/protocol/wire'
import * as z from 'zod/mini'
import type { Json } from './json.js'
import { NAMED_SCHEMAS } from './schema-names.js'

const NAMES = new Map<unknown, string>(NAMED_SCHEMAS.map(({ name, schema }) => [schema, name]))

/**
 * Lists that the handler reads item by item, so that a bad one is refused alone: their own schemas say nothing of an item.
 */
const ITEMS = new Map<unknown, Readonly<Record<string, string>>>([
  [wire.progressRequestSchema, { reports: 'Report' }],
  [wire.reportSchema, { watched_segments: 'PlayedSegment', events: 'Event' }],
])

/** Writes the named schemas as JSON Schema, each with a reference to the others; the form in which they are sent. */
export function describeSchemas(): Record<string, Json> {
  const registry = z.registry<{ id: string }>()
  for (const { name, schema } of NAMED_SCHEMAS) registry.add(schema, { id: name })
  const { schemas } = z.toJSONSchema(registry, {
    // What the handler answers reads the same both ways, and what it takes has defaults.
    io: 'input',
    unrepresentable: 'any',
    uri: toReference,
    override: ({ zodSchema, jsonSchema }) => {
      for (const [list, item] of Object.entries(ITEMS.get(zodSchema) ?? {})) {
        const property = jsonSchema.properties?.[list]
        if (typeof property === 'object') property.items = { $ref: toReference(item) }
      }
    },
  })
  return Object.fromEntries(
    NAMED_SCHEMAS.map(({ name, description }) => {
      const { $schema: _dialect, $id: _id, ...rest } = schemas[name] as Json
      return [name, { description, ...rest }]
    }),
  )
}

/** A reference to a named schema; throws a `TypeError` for one that has no name. */
export function refer(schema: z.ZodMiniType): Json {
  const name = NAMES.get(schema)
  if (name === undefined) throw new TypeError('A call has a body or an answer whose schema has no name.')
  return { $ref: toReference(name) }
}

/** Writes a small schema where it stands, such as that of a query parameter. */
export function describeInPlace(schema: z.ZodMiniType): Json {
  if (NAMES.has(schema)) return refer(schema)
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' }) as Json
  return rest
}

function toReference(name: string): string {
  return `#/components/schemas/${name}`
}
