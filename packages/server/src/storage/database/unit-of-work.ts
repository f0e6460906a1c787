import type { Telemetry } from '../../core/telemetry.js'
import type { CourseKey } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import { ROLES } from '../migrations/roles.js'
import type { CourseScope, LearnerScope, Scope, TenantScope } from './scope.js'
import type { SqlClient, SqlRow, SqlRunner, SqlValue } from './sql-client.js'

/** What holds for every statement of a store. */
export interface UnitSettings {
  /** Where the tables are; already checked. */
  readonly schema: string
  /** Whether what is changed is also written as an outgoing event. */
  readonly writesEvents: boolean
  readonly telemetry: Telemetry
}

/**
 * The statements of one use case: each on its own, or all in one transaction.
 *
 * Every statement runs under row-level security, as one learner, one course, one tenant or the platform. Role and claims are
 * switched inside the statement, so that it costs no extra round trip, and end with it (or with its transaction). A
 * statement that forgets its tenant or learner then finds nothing, instead of somebody else's rows. Parameters arrive as
 * text, so each is cast; rows come as JSON, the same on every driver.
 */
export class UnitOfWork {
  readonly schema: string
  readonly writesEvents: boolean
  readonly telemetry: Telemetry
  readonly #runner: SqlRunner
  /** `null` inside a transaction. */
  readonly #client: SqlClient | null

  constructor(client: SqlClient, settings: UnitSettings)
  constructor(runner: SqlRunner, settings: UnitSettings, client: null)
  constructor(
    runner: SqlRunner,
    { schema, writesEvents, telemetry }: UnitSettings,
    client: SqlClient | null = runner as SqlClient,
  ) {
    this.schema = schema
    this.writesEvents = writesEvents
    this.telemetry = telemetry
    this.#runner = runner
    this.#client = client
  }

  /** Whether a transaction is open, which ends with the use case and not with a statement. */
  get isTransaction(): boolean {
    return this.#client === null
  }

  /** Runs `work` in one transaction, or in the one that is open already; a rejection rolls back. */
  transaction<Result>(work: (unit: UnitOfWork) => Promise<Result>): Promise<Result> {
    if (this.#client === null) return work(this)
    const { schema, writesEvents, telemetry } = this
    const settings = { schema, writesEvents, telemetry }
    return this.#client.transaction((runner) => work(new UnitOfWork(runner, settings, null)))
  }

  /** For the rows of one learner. */
  learner(key: LearnerKey): LearnerScope {
    return { ...this.#as(ROLES.ledger, toClaims(key)), ...key }
  }

  /**
   * Runs one statement, of at least one parameter, for each of several learners, each under the claims of that one alone, in the order given and in
   * one round trip: what each found, in the same order.
   *
   * Every one sees what the ones before it wrote. If one fails, all do.
   */
  async eachLearner<Row extends SqlRow>(
    text: string,
    calls: readonly { readonly key: LearnerKey; readonly values: readonly SqlValue[] }[],
  ): Promise<readonly (readonly Row[])[]> {
    const asked = calls.map(({ key, values }) => ({ claims: toClaims(key), values }))
    const rows = await this.#ask<{ place: number; result: Row }>(
      `select place, result from ${this.schema}.run_each($1, $2, $3::jsonb)`,
      [ROLES.ledger, toRunnable(text), JSON.stringify(asked)],
    )
    const found: Row[][] = calls.map(() => [])
    for (const row of rows) found[row.place - 1]!.push(row.result)
    return found
  }

  /** For the courses and lessons of one tenant. */
  tenant(tenantId: string): TenantScope {
    return { ...this.#as(ROLES.manager, { tenant_id: tenantId }), tenantId }
  }

  /** For reading how the learners of one course stand. */
  course({ tenantId, courseId }: CourseKey): CourseScope {
    return { ...this.#as(ROLES.manager, { tenant_id: tenantId, course_id: courseId }), tenantId, courseId }
  }

  /** For maintenance over all tenants. */
  platform(): Scope {
    return this.#as(ROLES.platform, {})
  }

  #as(role: string, claims: Readonly<Record<string, string>>): Scope {
    return {
      schema: this.schema,
      writesEvents: this.writesEvents,
      telemetry: this.telemetry,
      query: (text, values) => this.#run(role, claims, text, values),
    }
  }

  #ask<Row extends SqlRow>(text: string, values: readonly SqlValue[]): Promise<readonly Row[]> {
    return this.telemetry.span('ehr.statement', { 'db.system.name': 'postgresql' }, () =>
      this.#runner.query<Row>(text, values),
    )
  }

  async #run<Row extends SqlRow>(
    role: string,
    claims: Readonly<Record<string, string>>,
    text: string,
    values: readonly SqlValue[] = [],
  ): Promise<readonly Row[]> {
    const rows = await this.#ask<{ found: Row }>(
      `select found from ${this.schema}.run_as($1, $2::jsonb, $3, $4::jsonb) found`,
      [role, JSON.stringify(claims), toRunnable(text), JSON.stringify(values)],
    )
    return rows.map(({ found }) => found)
  }
}

function toClaims({ tenantId, learnerId }: LearnerKey): Readonly<Record<string, string>> {
  return { tenant_id: tenantId, sub: learnerId }
}

/** The function that runs a statement takes only such as give rows. */
function toRunnable(text: string): string {
  return /^\s*(select|with)\b|\breturning\b/i.test(text) ? text : `${text} returning 1 as done`
}
