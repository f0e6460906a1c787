import type { SqlClient, SqlRow, SqlRunner, SqlValue } from '../../src/storage/database/sql-client.js'

/** A statement as the handler runs it: under a role and claims, with parameters as text. */
export interface RunStatement {
  readonly role: string
  readonly claims: string
  readonly text: string
  readonly parameters: string
}

/** The part of a plan that reads a table. */
export interface TableScan {
  readonly table: string
  readonly node: string
  /** What is looked up in an index; empty where everything is read. */
  readonly indexCondition: string
  /** What is asked of every row that was read. */
  readonly filter: string
}

/** The same client; every statement that it runs under a role is also written into `run`. */
export function recordRuns(client: SqlClient, run: RunStatement[]): SqlClient {
  const wrap = (runner: SqlRunner): SqlRunner => ({
    query<Row extends SqlRow>(text: string, values: readonly SqlValue[] = []) {
      if (text.includes('run_as')) {
        const [role, claims, statement, parameters] = values.map(String)
        run.push({ role: role!, claims: claims!, text: statement!, parameters: parameters! })
      }
      return runner.query<Row>(text, values)
    },
    script: (text) => runner.script(text),
  })
  return {
    ...wrap(client),
    kind: client.kind,
    transaction: (work) => client.transaction((runner) => work(wrap(runner))),
    connections: () => client.connections(),
    close: () => client.close(),
  }
}

/**
 * Explains a statement under its role, as `run_as` plans it, and answers how it reads each table.
 *
 * Reading a whole table is made expensive, so that one is only read where no index can serve, however few rows it has.
 */
export function explain(
  client: SqlClient,
  { role, claims, text, parameters }: RunStatement,
  mode: 'force_custom_plan' | 'force_generic_plan',
): Promise<readonly TableScan[]> {
  const values = JSON.parse(parameters) as readonly SqlValue[]
  return client.transaction(async (runner) => {
    await runner.query(
      `select set_config('role', $1, true), set_config('request.jwt.claims', $2, true),
         set_config('ehr.tenant_id', $2::jsonb ->> 'tenant_id', true), set_config('ehr.learner_id', $2::jsonb ->> 'sub', true),
         set_config('plan_cache_mode', $3, true), set_config('enable_seqscan', 'off', true)`,
      [role, claims, mode],
    )
    const types = values.length > 0 ? `(${values.map(() => 'text').join(', ')})` : ''
    const given = values.length > 0 ? `(${values.map(quote).join(', ')})` : ''
    await runner.script(`prepare explained${types} as ${text}`)
    const [row] = await runner.query<{ 'QUERY PLAN': unknown }>(`explain (format json) execute explained${given}`)
    await runner.script('deallocate explained')
    const scans: TableScan[] = []
    collect(row!['QUERY PLAN'], scans)
    return scans
  })
}

function quote(value: SqlValue): string {
  return value === null ? 'null' : `'${String(value).replaceAll("'", "''")}'`
}

function collect(plan: unknown, scans: TableScan[]): void {
  if (typeof plan !== 'object' || plan === null) return
  if ('Relation Name' in plan && 'Node Type' in plan && String(plan['Node Type']).includes('Scan')) {
    const words = plan as Readonly<Record<string, string | undefined>>
    const read = (name: string) => words[name] ?? ''
    scans.push({
      table: read('Relation Name'),
      node: read('Node Type'),
      indexCondition: read('Index Cond') + read('Recheck Cond'),
      filter: read('Filter'),
    })
  }
  for (const part of Object.values(plan)) collect(part, scans)
}
