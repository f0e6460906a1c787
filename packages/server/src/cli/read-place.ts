import type { Place } from './open-client.js'

/** Options of the command line that name a database. */
export const PLACE_OPTIONS = {
  database: { type: 'string' },
  pglite: { type: 'string' },
  schema: { type: 'string' },
} as const

/** Which database is meant; throws `TypeError` for one that cannot be. Nothing of the address is in the message: it may hold a password. */
export function readPlace(
  { database, pglite }: { readonly database?: string | undefined; readonly pglite?: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
): Omit<Place, 'statementTimeout'> {
  for (const [name, value] of Object.entries({ database, pglite })) {
    if (value?.trim() === '') throw new TypeError(`Expected --${name} to name a database, got nothing.`)
  }
  if (pglite !== undefined && database !== undefined) {
    throw new TypeError('Expected either --database or --pglite, got both.')
  }
  if (pglite !== undefined) return { directory: pglite }
  const connectionString = database ?? env['DATABASE_URL']
  if (!connectionString) return {}
  if (!/^postgres(ql)?:\/\//.test(connectionString) || !URL.canParse(connectionString)) {
    throw new TypeError('Expected the address of the database to be `postgres://user:password@host:5432/name`.')
  }
  return { connectionString }
}
