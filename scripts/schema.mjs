import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

const head = `-- What the migrations make, read back from the catalogue of a database that they were applied to.
-- Written by \`pnpm schema\`, for reading; a database is made by \`npx ehr-lessons migrate\`.

create schema ehr_lessons;
`

/** Applies every migration to an empty PGlite and answers the schema as statements. The server has to be built. */
export async function printSchema() {
  const load = (name) => import(pathToFileURL(join(root, 'packages/server/build/storage', `${name}.js`)).href)
  const [{ PgliteClient }, { migrate }, { describeSchema }, { checkSchemaName }] = await Promise.all(
    ['pglite/pglite-client', 'migrations/migrate', 'migrations/describe-schema', 'database/schema-name'].map(load),
  )
  const client = new PgliteClient(null)
  try {
    const schema = checkSchemaName()
    await migrate(client, schema, 'auto')
    const parts = await client.transaction((runner) => describeSchema(runner, schema))
    return [head, ...parts.map(({ definition }) => `${definition}\n`)].join('\n')
  } finally {
    await client.close()
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { build } = await import('./build.mjs')
  await build()
  await writeFile(join(root, 'docs/schema.sql'), await printSchema())
  console.log('Wrote docs/schema.sql.')
}
