import { ownValue } from '../own-value.js'
import { isObject } from './is-object.js'

/**
 * The part of JSON Schema (draft 2020-12) that the handler's answers need; other keywords mean nothing here. One thing differs, so that the
 * player loads fewer bytes: what `properties` names has to be there unless `optional` names it, too.
 */
export interface AnswerSchema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'
  readonly anyOf?: readonly AnswerSchema[]
  readonly properties?: Readonly<Record<string, AnswerSchema>>
  readonly optional?: readonly string[]
  /** Of the properties that `properties` does not name. */
  readonly additionalProperties?: AnswerSchema
  readonly items?: AnswerSchema
  readonly prefixItems?: readonly AnswerSchema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  /** An instant of UTC in milliseconds, as `2026-01-31T08:00:00.000Z`. */
  readonly format?: 'date-time'
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
}

/** Whether a parsed JSON value is what the schema describes. Looks at own properties only, and keeps to finite numbers. */
export function conforms(value: unknown, schema: AnswerSchema): boolean {
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

function hasProperties(value: Readonly<Record<string, unknown>>, schema: AnswerSchema): boolean {
  const { properties = {}, optional = [], additionalProperties: others = {} } = schema
  return (
    Object.keys(properties).every((name) => Object.hasOwn(value, name) || optional.includes(name)) &&
    Object.entries(value).every(([name, each]) => conforms(each, ownValue(properties, name) ?? others))
  )
}

function hasItems(value: readonly unknown[], schema: AnswerSchema): boolean {
  const { prefixItems = [], items = {}, minItems = 0, maxItems = Infinity } = schema
  return (
    value.length >= minItems &&
    value.length <= maxItems &&
    value.every((each, index) => conforms(each, prefixItems[index] ?? items))
  )
}

function isText(value: string, { minLength = 0, maxLength = Infinity, pattern, format }: AnswerSchema): boolean {
  if (value.length < minLength || value.length > maxLength || (format && !isInstant(value))) return false
  return pattern === undefined || new RegExp(pattern, 'u').test(value)
}

/** Whether it is written as every instant of the wire is: that form, and a day that there is. */
function isInstant(text: string): boolean {
  const date = new Date(text)
  return !Number.isNaN(date.valueOf()) && date.toISOString() === text
}

function isWithin(value: number, schema: AnswerSchema): boolean {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = schema
  return value >= minimum && value <= maximum && value > exclusiveMinimum
}
