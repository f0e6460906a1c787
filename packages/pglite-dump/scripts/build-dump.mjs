import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
/** What the compiler made of the server's sources: the same migrations, before they are bundled. */
const server = (path) => import(new URL(`../../server/build/${path}.js`, import.meta.url).href)

/** The little of a database that migrating needs. */
const clientOf = (runner) => ({
  kind: 'pglite',
  query: async (text, values = []) => (await runner.query(text, [...values])).rows,
  script: async (text) => void (await runner.exec(text)),
})

const [{ migrate }, { MIGRATIONS }, { checkSchemaName }] = await Promise.all(
  ['storage/migrations/migrate', 'storage/migrations/migrations', 'storage/database/schema-name'].map(server),
)
const database = await PGlite.create()
await migrate(
  { ...clientOf(database), transaction: (work) => database.transaction((runner) => work(clientOf(runner))) },
  checkSchemaName(),
  'auto',
)
// What is left of it in the log would only be read again at the first start.
for (const statement of ['vacuum freeze analyze', 'checkpoint']) await database.exec(statement)
const dump = await database.dumpDataDir('gzip')
await database.close()

const manifest = join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), '../package.json')
const { version } = JSON.parse(await readFile(manifest, 'utf8'))
await mkdir(dist, { recursive: true })
await writeFile(join(dist, 'dump.tar.gz'), Buffer.from(await dump.arrayBuffer()))
await writeFile(join(dist, 'dump.json'), JSON.stringify({ pglite: version, migrations: MIGRATIONS.length }))
