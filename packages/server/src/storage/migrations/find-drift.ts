import { describeSchema, type SchemaPart } from './describe-schema.js'
import { applyMigrations } from './migrate.js'
import type { SqlClient } from '../database/sql-client.js'

/** One difference between a schema and what the migrations make. */
export interface Drift {
  readonly name: string
  readonly kind: 'missing' | 'unknown' | 'changed'
}

/** Thrown inside the transaction, so that nothing of the comparison stays. */
class Undo extends Error {}

/**
 * Compares a schema with one that the migrations make beside it, in a transaction that is rolled back: so the comparison
 * holds on every version of PostgreSQL. The login needs the right to create a schema.
 */
export async function findDrift(client: SqlClient, schema: string): Promise<readonly Drift[]> {
  const twin = `ehr_drift_${crypto.randomUUID().slice(0, 8)}`
  let found: readonly Drift[] = []
  await client
    .transaction(async (runner) => {
      const actual = await describeSchema(runner, schema)
      await applyMigrations(runner, twin, 0)
      const expected = (await describeSchema(runner, twin)).map(({ name, definition }) => ({
        name: name.replaceAll(twin, schema),
        definition: definition.replaceAll(twin, schema),
      }))
      found = compare(actual, expected)
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
  return found
}

function compare(actual: readonly SchemaPart[], expected: readonly SchemaPart[]): readonly Drift[] {
  const present = new Map(actual.map(({ name, definition }) => [name, definition]))
  const wanted = new Map(expected.map(({ name, definition }) => [name, definition]))
  const missing = [...wanted.keys()].filter((name) => !present.has(name))
  const changed = [...wanted.keys()].filter((name) => present.has(name) && present.get(name) !== wanted.get(name))
  const unknown = [...present.keys()].filter((name) => !wanted.has(name))
  return [
    ...missing.map((name) => ({ name, kind: 'missing' }) as const),
    ...changed.map((name) => ({ name, kind: 'changed' }) as const),
    ...unknown.map((name) => ({ name, kind: 'unknown' }) as const),
  ]
}
