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

const fileOf = (name: string) => fileURLToPath(new URL(`../../src/answers/${name}.ts`, import.meta.url))
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
  acknowledgement: acknowledgementSchema,
}

/** What only some lessons ask for; each has its own module. */
const rarer = { explanation: explanationSchema, renewal: renewalSchema }

/** A schema of the wire as JSON Schema, with what `conforms` needs of it and nothing else. */
function describeAnswer(schema: z.core.$ZodType): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io: 'input',
    override({ jsonSchema }) {
      // The format says the same, and a name in JSON is a string by itself.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
      else delete jsonSchema.format
      delete jsonSchema.propertyNames
      nameOptional(jsonSchema)
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

/** Most properties are required, so that it is shorter to name the others. */
function nameOptional(schema: { properties?: object; required?: string[]; optional?: string[] }): void {
  const optional = Object.keys(schema.properties ?? {}).filter((name) => !schema.required?.includes(name))
  delete schema.required
  if (optional.length > 0) schema.optional = optional
}

/** A choice of types, which zod writes as a list of them, as a choice of schemas. */
function oneTypeEach(_key: string, value: unknown): unknown {
  const { type } = (value ?? {}) as { type?: unknown }
  return Array.isArray(type) ? { anyOf: (type as unknown[]).map((each) => ({ type: each })) } : value
}

const raw = Object.entries(shared).map(([name, schema]) => [name, JSON.stringify(describeAnswer(schema))] as const)
const longestFirst = raw.toSorted(([, a], [, b]) => b.length - a.length)

/** With names for the shared ones in it, other than itself. */
function write(text: string): string {
  return longestFirst.reduce(
    (short, [name, repeated]) => (repeated === text ? short : short.replaceAll(repeated, name)),
    text,
  )
}

/** The module of what every lesson asks for: a constant for each shared one, and the answers. */
function writeModule(): string {
  const inOthers = Object.values(rarer).flatMap((schema) => sharedIn(write(JSON.stringify(describeAnswer(schema)))))
  const constants = raw.map(
    ([name, text]) => `${inOthers.includes(name) ? 'export ' : ''}const ${name} = ${write(text)} as const`,
  )
  const members = Object.entries(answers).map(
    ([name, schema]) => `${name}: ${write(JSON.stringify(describeAnswer(schema)))}`,
  )
  return short(`import type { AnswerSchema } from './conforms.js'

${constants.join('\n')}

/** The schemas of the wire. Made from them by \`test/answers/answer-schemas.test.ts\`, and not to be changed by hand. */
export const answerSchemas = { ${members.join()} } as const satisfies Readonly<Record<string, AnswerSchema>>
`)
}

/** The module of a rarer one. */
function writeOne(name: keyof typeof rarer): string {
  const text = write(JSON.stringify(describeAnswer(rarer[name])))
  return short(`import { ${sharedIn(text).join()} } from './answer-schemas.js'
import type { AnswerSchema } from './conforms.js'

/** The schema of ${name === 'explanation' ? 'an' : 'a'} ${name}. Made by \`test/answers/answer-schemas.test.ts\`, and not to be changed by hand. */
export const ${name} = ${text} as const satisfies AnswerSchema
`)
}

/** Names of the shared ones that are in a text. */
function sharedIn(text: string): string[] {
  return raw.map(([name]) => name).filter((name) => new RegExp(`[:[,{]${name}\\b`).test(text))
}

function short(text: string): string {
  return text.replaceAll(/"(\w+)":\1\b/g, '$1')
}

describe('what the player holds an answer against', () => {
  for (const [name, text] of [
    ['answer-schemas', writeModule()],
    ['explanation-schema', writeOne('explanation')],
    ['renewal-schema', writeOne('renewal')],
  ] as const)
    it(`is made from the schemas of the wire: ${name} (\`vitest -u\` makes it again)`, async () => {
      const file = fileOf(name)
      const settings = await resolveConfig(file)
      await expect(await format(text, { ...settings, filepath: file })).toMatchFileSnapshot(file)
    })
})
