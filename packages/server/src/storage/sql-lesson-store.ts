import { NO_TELEMETRY } from '../core/telemetry.js'
import { SqlCourses } from './catalogue/sql-courses.js'
import { SqlLessons } from './catalogue/sql-lessons.js'
import type { SqlClient } from './database/sql-client.js'
import { UnitOfWork } from './database/unit-of-work.js'
import { SqlDeliveries } from './events/sql-deliveries.js'
import { SqlEndpoints } from './events/sql-endpoints.js'
import { SqlEvents } from './events/sql-events.js'
import { SqlLearners } from './learners/sql-learners.js'
import { SqlLeases } from './leases/sql-leases.js'
import { SqlLedger } from './ledger/sql-ledger.js'
import { SqlLimits } from './limits/sql-limits.js'
import { migrate } from './migrations/migrate.js'
import { SqlPrivacy } from './privacy/sql-privacy.js'
import { SqlProgress } from './progress/sql-progress.js'
import { SqlSessions } from './sessions/sql-sessions.js'
import type { ConnectionCounts, LessonStore, Records, StoreSettings } from './store.js'
import { SqlTracks } from './tracks/sql-tracks.js'
import { SqlMuxEvents } from './uploads/sql-mux-events.js'
import { SqlUploads } from './uploads/sql-uploads.js'
import { SqlVerdicts } from './verdicts/sql-verdicts.js'

/** The store in SQL: the same statements on every driver, in a schema whose name is already checked. */
export class SqlLessonStore implements LessonStore {
  readonly courses: Records['courses']
  readonly lessons: Records['lessons']
  readonly learners: Records['learners']
  readonly progress: Records['progress']
  readonly sessions: Records['sessions']
  readonly ledger: Records['ledger']
  readonly verdicts: Records['verdicts']
  readonly limits: Records['limits']
  readonly leases: Records['leases']
  readonly endpoints: Records['endpoints']
  readonly events: Records['events']
  readonly deliveries: Records['deliveries']
  readonly privacy: Records['privacy']
  readonly uploads: Records['uploads']
  readonly muxEvents: Records['muxEvents']
  readonly tracks: Records['tracks']
  readonly #client: SqlClient
  readonly #unit: UnitOfWork

  constructor(
    client: SqlClient,
    schema: string,
    { writesEvents = true, telemetry = NO_TELEMETRY }: StoreSettings = {},
  ) {
    this.#client = client
    this.#unit = new UnitOfWork(client, { schema, writesEvents, telemetry })
    const records = recordsIn(this.#unit)
    this.courses = records.courses
    this.lessons = records.lessons
    this.learners = records.learners
    this.progress = records.progress
    this.sessions = records.sessions
    this.ledger = records.ledger
    this.verdicts = records.verdicts
    this.limits = records.limits
    this.leases = records.leases
    this.endpoints = records.endpoints
    this.events = records.events
    this.deliveries = records.deliveries
    this.privacy = records.privacy
    this.uploads = records.uploads
    this.muxEvents = records.muxEvents
    this.tracks = records.tracks
  }

  get kind(): 'pglite' | 'postgres' {
    return this.#client.kind
  }

  prepare(mode: 'auto' | 'check' | 'off'): Promise<void> {
    return migrate(this.#client, this.#unit.schema, mode)
  }

  async ping(): Promise<void> {
    await this.#client.query('select 1 as alive')
  }

  close(): Promise<void> {
    return this.#client.close()
  }

  with(settings: StoreSettings): LessonStore {
    const { schema, writesEvents, telemetry } = this.#unit
    return new SqlLessonStore(this.#client, schema, { writesEvents, telemetry, ...settings })
  }

  connections(): ConnectionCounts | null {
    return this.#client.connections()
  }

  transaction<Result>(work: (records: Records) => Promise<Result>): Promise<Result> {
    return this.#unit.transaction((unit) => work(recordsIn(unit)))
  }
}

function recordsIn(unit: UnitOfWork): Records {
  return {
    courses: new SqlCourses(unit),
    lessons: new SqlLessons(unit),
    learners: new SqlLearners(unit),
    progress: new SqlProgress(unit),
    sessions: new SqlSessions(unit),
    ledger: new SqlLedger(unit),
    verdicts: new SqlVerdicts(unit),
    limits: new SqlLimits(unit),
    leases: new SqlLeases(unit),
    endpoints: new SqlEndpoints(unit),
    events: new SqlEvents(unit),
    deliveries: new SqlDeliveries(unit),
    privacy: new SqlPrivacy(unit),
    uploads: new SqlUploads(unit),
    muxEvents: new SqlMuxEvents(unit),
    tracks: new SqlTracks(unit),
  }
}
