/** Where the tables live when nobody says otherwise. */
export const DEFAULT_SCHEMA = 'ehr_lessons'

/**
 * Gives the schema's name for use in statements, and throws `TypeError` for one that would need quoting.
 *
 * A name is part of the text of every statement, so only plain ones are taken: they cannot carry anything else.
 */
export function checkSchemaName(schema: string = DEFAULT_SCHEMA): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw new TypeError(
      `Expected \`schema\` to be lower-case letters, digits and underscores, got ${JSON.stringify(schema)}`,
    )
  }
  return schema
}
