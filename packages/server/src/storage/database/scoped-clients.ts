import { ROLES } from '../migrations/roles.js'
import type { CourseKey } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { SqlClient, SqlRow, SqlRunner, SqlValue } from './sql-client.js'

/** Under which role and claims statements run. */
interface Scope {
  readonly role: string
  readonly claims: Readonly<Record<string, string>>
}

const PLATFORM: Scope = { role: ROLES.platform, claims: {} }

function tenantScope(tenantId: string): Scope {
  return { role: ROLES.manager, claims: { tenant_id: tenantId } }
}

/**
 * Gives clients whose every statement runs under row-level security, as one learner, one course, one tenant or the platform.
 *
 * Role and claims are switched inside the statement, so that it costs no round trip of its own, and end with it (or with
 * its transaction). A statement that forgets its tenant or learner then finds nothing, instead of somebody else's rows.
 * Parameters arrive as text, so each stands with its cast; rows come as JSON, the same on every driver.
 */
export class ScopedClients {
  readonly #client: SqlClient
  readonly #schema: string

  constructor(client: SqlClient, schema: string) {
    this.#client = client
    this.#schema = schema
  }

  /** For the rows of one learner; reads the tenant's courses and lessons besides. */
  learner({ tenantId, learnerId }: LearnerKey): SqlClient {
    return this.#scope({ role: ROLES.ledger, claims: { tenant_id: tenantId, sub: learnerId } })
  }

  /** For the courses and lessons of one tenant. */
  tenant(tenantId: string): SqlClient {
    return this.#scope(tenantScope(tenantId))
  }

  /** For reading how the learners of one course stand. */
  course({ tenantId, courseId }: CourseKey): SqlClient {
    return this.#scope({ role: ROLES.manager, claims: { tenant_id: tenantId, course_id: courseId } })
  }

  /** For housekeeping over all tenants. */
  platform(): SqlClient {
    return this.#scope(PLATFORM)
  }

  /** One transaction for one tenant, in which single statements may look over all tenants. */
  tenantTransaction<Result>(
    tenantId: string,
    work: (tenant: SqlRunner, platform: SqlRunner) => Promise<Result>,
  ): Promise<Result> {
    return this.#client.transaction((runner) =>
      work(this.#runner(runner, tenantScope(tenantId)), this.#runner(runner, PLATFORM)),
    )
  }

  #runner(runner: SqlRunner, scope: Scope): SqlRunner {
    return {
      query: (text, values) => this.#run(runner, scope, text, values),
      script: () => Promise.reject(new TypeError('A scoped client runs single statements.')),
    }
  }

  #scope(scope: Scope): SqlClient {
    const scoped = (runner: SqlRunner) => this.#runner(runner, scope)
    return {
      ...scoped(this.#client),
      kind: this.#client.kind,
      transaction: (work) => this.#client.transaction((runner) => work(scoped(runner))),
      close: () => Promise.reject(new TypeError('A scoped client is not closed; the store is.')),
    }
  }

  async #run<Row extends SqlRow>(
    runner: SqlRunner,
    { role, claims }: Scope,
    text: string,
    values: readonly SqlValue[] = [],
  ): Promise<readonly Row[]> {
    const rows = await runner.query<{ found: Row }>(
      `select found from ${this.#schema}.run_as($1, $2::jsonb, $3, $4::jsonb) found`,
      [role, JSON.stringify(claims), givesRows(text) ? text : `${text} returning 1 as done`, JSON.stringify(values)],
    )
    return rows.map(({ found }) => found)
  }
}

/** The function that runs a statement takes only such as give rows. */
function givesRows(text: string): boolean {
  return /^\s*(select|with)\b|\breturning\b/i.test(text)
}
