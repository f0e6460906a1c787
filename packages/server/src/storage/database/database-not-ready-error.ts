/**
 * Says that the database answers, but cannot be used yet: no such database, no right to it, or not this version's tables.
 *
 * The handler answers 503 `not_ready`, retryable. The message is for the host's log and says what to do; a client never
 * sees it.
 */
export class DatabaseNotReadyError extends Error {
  override readonly name = 'DatabaseNotReadyError'
  readonly code = 'not_ready'
}

const MIGRATE = 'Run `npx ehr-lessons migrate`, or call `lessons.migrate()`, once before the start.'
const LOGIN = 'The database refuses the login: check user and password of the connection.'
const TABLES = `The tables of this version are not there. ${MIGRATE}`

/** What a SQLSTATE says about a database that is not set up. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  '3D000': 'There is no database of the name that the connection names: create it, or correct the name.',
  '28P01': LOGIN,
  '28000': LOGIN,
  '3F000': TABLES,
  '42P01': TABLES,
  '42883': TABLES,
}

/** The right that is missing is a matter of setting up only at the start; later it is a statement that may not be. */
const MISSING_RIGHT =
  'The login of the connection lacks a right: `npx ehr-lessons doctor` names it, docs/database.md has the recipe.'

/** Gives the error that says what of a database is not set up, or `null` where that is not what it says. */
export function toNotReadyError(error: unknown, { starting = false } = {}): DatabaseNotReadyError | null {
  if (error instanceof DatabaseNotReadyError) return error
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const { code } = error
  const explanation = Object.hasOwn(EXPLANATIONS, code)
    ? EXPLANATIONS[code]
    : starting && code === '42501'
      ? MISSING_RIGHT
      : undefined
  return explanation === undefined
    ? null
    : new DatabaseNotReadyError(`${explanation} (${error.message})`, { cause: error })
}
