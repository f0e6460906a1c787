import { parseArgs } from 'node:util'
import { checkSchemaName } from '../storage/database/schema-name.js'
import type { Place } from './open-client.js'
import { PLACE_OPTIONS, readPlace } from './read-place.js'

/** What each action takes: its arguments, and its options. */
const ACTIONS = {
  endpoints: { takes: [], options: [] },
  put: { takes: ['endpoint'], options: ['url', 'types'] },
  rotate: { takes: ['endpoint'], options: [] },
  remove: { takes: ['endpoint'], options: [] },
  pause: { takes: ['endpoint'], options: ['reason'] },
  activate: { takes: ['endpoint'], options: ['since'] },
  test: { takes: ['endpoint'], options: [] },
  list: { takes: [], options: ['type', 'learner', 'limit', 'cursor'] },
  deliveries: { takes: [], options: ['endpoint', 'state', 'event', 'limit', 'cursor'] },
  resend: { takes: ['endpoint', 'event'], options: ['dead'] },
  replay: { takes: ['endpoint'], options: ['since'] },
} as const

const OPTIONS = {
  ...PLACE_OPTIONS,
  tenant: { type: 'string' },
  url: { type: 'string' },
  types: { type: 'string' },
  reason: { type: 'string' },
  since: { type: 'string' },
  type: { type: 'string' },
  learner: { type: 'string' },
  endpoint: { type: 'string' },
  state: { type: 'string' },
  event: { type: 'string' },
  limit: { type: 'string' },
  cursor: { type: 'string' },
  dead: { type: 'boolean' },
} as const

export type EventAction = keyof typeof ACTIONS

/** A call of `ehr-lessons events`, read. */
export interface EventArguments {
  readonly action: EventAction
  readonly schema: string
  readonly place: Omit<Place, 'statementTimeout'>
  readonly tenantId: string | undefined
  /** The endpoint and the event, by position. */
  readonly named: readonly string[]
  readonly options: Readonly<Partial<Record<string, string>>>
  readonly dead: boolean
}

/** Reads the arguments after `events`; throws `TypeError` in words. */
export function readEventArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): EventArguments {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  const { database, pglite, schema, tenant, dead = false, ...options } = values
  const [action = '', ...named] = positionals
  if (!isAction(action)) throw new TypeError(`Expected an action after events: ${Object.keys(ACTIONS).join(', ')}.`)
  const { takes, options: known } = ACTIONS[action]
  const expected = dead ? takes.slice(0, 1) : takes
  if (named.length !== expected.length) {
    throw new TypeError(`Expected \`events ${[action, ...expected.map((name) => `<${name}>`)].join(' ')}\`.`)
  }
  for (const name of [...Object.keys(options), ...(dead ? ['dead'] : [])]) {
    if (!(known as readonly string[]).includes(name)) throw new TypeError(`\`events ${action}\` takes no --${name}.`)
  }
  if (action === 'put' && options.url === undefined) throw new TypeError('Expected --url with `events put`.')
  if (action === 'replay' && options.since === undefined) throw new TypeError('Expected --since with `events replay`.')
  return {
    action,
    schema: checkSchemaName(schema),
    place: readPlace({ database, pglite }, env),
    tenantId: tenant,
    named,
    options,
    dead,
  }
}

function isAction(text: string): text is EventAction {
  return Object.hasOwn(ACTIONS, text)
}
