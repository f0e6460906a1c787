import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { expect } from 'vitest'
import * as z from 'zod/mini'
import {
  acknowledgementSchema,
  explanationSchema,
  grantSchema,
  idSchema,
  instantSchema,
  lessonProgressSchema,
  playbackSchema,
  renewalSchema,
  secondPairSchema,
  secondsSchema,
} from '../../src/wire.js'
import { textSchema } from '../../src/wire/scalars.js'

const FILE = fileURLToPath(new URL('../../src/answers/answer-schemas.ts', import.meta.url))
/** What several answers hold, in the order in which they need each other. */
const shared = {
  text: textSchema,
  id: idSchema,
  seconds: secondsSchema,
  instant: instantSchema,
  secondPair: secondPairSchema,
  lessonProgress: lessonProgressSchema,
  playback: playbackSchema,
}
const answers = {
  grant: grantSchema,
  renewal: renewalSchema,
  acknowledgement: acknowledgementSchema,
  explanation: explanationSchema,
}

/** A schema of the wire as JSON Schema, with what `conforms` needs of it and nothing else. */
function describeAnswer(schema: z.core.$ZodType): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io: 'input',
    override({ jsonSchema }) {
      // The pattern says the same, and a name in JSON is a string by itself.
      delete jsonSchema.format
      delete jsonSchema.propertyNames
      if (jsonSchema.prefixItems) {
        // An array of a fixed length has that length.
        jsonSchema.minItems = jsonSchema.maxItems = jsonSchema.prefixItems.length
        delete jsonSchema.items
      }
      // An unbounded integer is any safe one.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      const { additionalProperties } = jsonSchema
      if (additionalProperties && Object.keys(additionalProperties).length === 0) delete jsonSchema.additionalProperties
    },
  })
  return JSON.parse(JSON.stringify(described), oneTypeEach) as object
}

/** A choice of types, which zod writes as a list of them, as a choice of schemas. */
function oneTypeEach(_key: string, value: unknown): unknown {
  const { type } = (value ?? {}) as { type?: unknown }
  return Array.isArray(type) ? { anyOf: (type as unknown[]).map((each) => ({ type: each })) } : value
}

/** The module that holds them all: a constant for each shared one, and the answers. */
function writeModule(): string {
  const raw = Object.entries(shared).map(([name, schema]) => [name, JSON.stringify(describeAnswer(schema))] as const)
  const longestFirst = raw.toSorted(([, a], [, b]) => b.length - a.length)
  /** With names for the shared ones in it, other than itself. */
  const write = (text: string): string =>
    longestFirst.reduce(
      (short, [name, repeated]) => (repeated === text ? short : short.replaceAll(repeated, name)),
      text,
    )
  const constants = raw.map(([name, text]) => `const ${name} = ${write(text)} as const`)
  const members = Object.entries(answers).map(
    ([name, schema]) => `${name}: ${write(JSON.stringify(describeAnswer(schema)))}`,
  )
  const text = `import type { JsonSchema } from './conforms.js'

${constants.join('\n')}

/** The schemas of the wire as JSON Schema. Made from them by \`test/answers/answer-schemas.test.ts\`, and not to be changed by hand. */
export const answerSchemas = { ${members.join()} } as const satisfies Readonly<Record<string, JsonSchema>>
`
  return text.replaceAll(/"(\w+)":\1\b/g, '$1')
}

describe('what the player holds an answer against', () => {
  it('is made from the schemas of the wire (`vitest -u` makes it again)', async () => {
    const settings = await resolveConfig(FILE)
    await expect(await format(writeModule(), { ...settings, filepath: FILE })).toMatchFileSnapshot(FILE)
  })
})
