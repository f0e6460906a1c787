import { parseArgs } from 'node:util'
import { checkSchemaName } from '../storage/database/schema-name.js'
import type { Place } from './open-client.js'
import { PLACE_OPTIONS, readPlace } from './read-place.js'

const OPTIONS = {
  ...PLACE_OPTIONS,
  tenant: { type: 'string' },
  'keep-verdicts': { type: 'boolean' },
  yes: { type: 'boolean' },
} as const

/** A call of `ehr-lessons learner`, read. */
export interface LearnerArguments {
  readonly learnerAction: 'export' | 'erase'
  readonly schema: string
  readonly place: Omit<Place, 'statementTimeout'>
  readonly tenantId: string
  readonly learnerId: string
  readonly keepVerdicts: boolean
}

/** Reads the arguments after `learner`; throws `TypeError` in words. */
export function readLearnerArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): LearnerArguments {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [action, learnerId, ...rest] = positionals
  if ((action !== 'export' && action !== 'erase') || learnerId === undefined || rest.length > 0) {
    throw new TypeError('Expected `learner export <learner>` or `learner erase <learner> --yes`.')
  }
  const { 'keep-verdicts': keepVerdicts = false, yes = false, tenant = 'default', schema, ...place } = values
  if (action === 'export' && (keepVerdicts || yes)) {
    throw new TypeError('`learner export` takes no --keep-verdicts and no --yes.')
  }
  if (action === 'erase' && !yes) throw new TypeError('Erasing cannot be undone. Expected --yes with `learner erase`.')
  return {
    learnerAction: action,
    schema: checkSchemaName(schema),
    place: readPlace(place, env),
    tenantId: tenant,
    learnerId,
    keepVerdicts,
  }
}
