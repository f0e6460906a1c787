/** The part of JSON Schema (draft 2020-12) that the handler's answers need; other keywords mean nothing here. */
export interface JsonSchema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'
  readonly anyOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  /** Of the properties that `properties` does not name. */
  readonly additionalProperties?: JsonSchema
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
}

/** Whether a parsed JSON value is what the schema describes. Looks at own properties only, and keeps to finite numbers. */
export function conforms(value: unknown, schema: JsonSchema): boolean {
  if (schema.anyOf) return schema.anyOf.some((choice) => conforms(value, choice))
  switch (schema.type) {
    case 'object':
      return isObject(value) && hasProperties(value, schema)
    case 'array':
      return Array.isArray(value) && hasItems(value, schema)
    case 'string':
      return typeof value === 'string' && isText(value, schema)
    case 'number':
      return Number.isFinite(value) && isWithin(value as number, schema)
    case 'integer':
      return Number.isSafeInteger(value) && isWithin(value as number, schema)
    case 'null':
      return value === null
    case undefined:
      return true
    default:
      return typeof value === schema.type
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasProperties(value: Readonly<Record<string, unknown>>, schema: JsonSchema): boolean {
  const { properties = {}, required = [], additionalProperties: others = {} } = schema
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, each]) =>
      conforms(each, Object.hasOwn(properties, name) ? properties[name]! : others),
    )
  )
}

function hasItems(value: readonly unknown[], schema: JsonSchema): boolean {
  const { prefixItems = [], items = {}, minItems = 0, maxItems = Infinity } = schema
  return (
    value.length >= minItems &&
    value.length <= maxItems &&
    value.every((each, index) => conforms(each, prefixItems[index] ?? items))
  )
}

function isText(value: string, { minLength = 0, maxLength = Infinity, pattern }: JsonSchema): boolean {
  if (value.length < minLength || value.length > maxLength) return false
  return pattern === undefined || new RegExp(pattern, 'u').test(value)
}

function isWithin(value: number, schema: JsonSchema): boolean {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = schema
  return value >= minimum && value <= maximum && value > exclusiveMinimum
}
