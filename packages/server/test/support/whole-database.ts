import type { TestDatabase } from './database.js'

/** Every row of every table that has tenants, as text, by table; `where` is a condition on the row `t`. */
export async function dumpTables(
  { client, schema }: TestDatabase,
  where: string,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await client.query<{ name: string }>(
    `select table_name::text as name from information_schema.columns
     where table_schema = $1 and column_name = 'tenant_id' order by 1`,
    [schema],
  )
  const dumped: Record<string, readonly string[]> = {}
  for (const { name } of tables) {
    const rows = await client.query<{ row: string }>(
      `select row::text as row from (select to_jsonb(t) as row from ${schema}.${name} t) t where ${where} order by 1`,
    )
    dumped[name] = rows.map(({ row }) => row)
  }
  return dumped
}
