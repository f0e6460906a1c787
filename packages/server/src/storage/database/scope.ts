import type { Telemetry } from '../../core/telemetry.js'
import type { CourseKey } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { SqlRow, SqlValue } from './sql-client.js'

/** Runs statements under row-level security; `schema` is where the tables are. */
export interface Scope {
  readonly schema: string
  /** Whether statements write outgoing events with what they change. */
  readonly writesEvents: boolean
  readonly telemetry: Telemetry
  query<Row extends SqlRow = SqlRow>(text: string, values?: readonly SqlValue[]): Promise<readonly Row[]>
}

/** Sees the courses and lessons of one tenant. */
export interface TenantScope extends Scope {
  readonly tenantId: string
}

/** Sees how the learners of one course stand. */
export interface CourseScope extends Scope, CourseKey {}

/** Sees the rows of one learner, and the tenant's courses and lessons. */
export interface LearnerScope extends Scope, LearnerKey {}
