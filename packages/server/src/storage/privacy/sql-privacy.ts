import type {
  ErasureResult,
  EventAge,
  ExportedRow,
  ExportPlace,
  RetentionPeriods,
} from '../../core/records/learner-data.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { epochMs } from '../rows/epoch-ms.js'
import { eraseLearner } from './erase-learner.js'
import { LEARNER_TABLES } from './learner-tables.js'
import type { Privacy } from './privacy.js'
import { isExportPlace, readLearnerRows } from './read-learner-rows.js'
import { emptyErasures, sweepEvents, sweepEvidence, sweepSessions } from './sweep-expired.js'

export class SqlPrivacy implements Privacy {
  readonly sections = LEARNER_TABLES.map(({ section }) => section)
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  isPlace(place: ExportPlace): boolean {
    return isExportPlace(place)
  }

  read(learner: LearnerKey, after: ExportPlace | null, limit: number): Promise<readonly ExportedRow[]> {
    return readLearnerRows(this.#unit, learner, after, limit)
  }

  async now(): Promise<Date> {
    const [row] = await this.#unit
      .platform()
      .query<{ now: number }>(`select ${epochMs('clock_timestamp()')}::float8 as now`)
    return new Date(row!.now)
  }

  erase(learner: LearnerKey, options: { readonly keepVerdicts: boolean }): Promise<ErasureResult> {
    return eraseLearner(this.#unit, learner, options)
  }

  sweepEvidence(periods: RetentionPeriods): Promise<boolean> {
    return sweepEvidence(this.#unit, periods)
  }

  sweepSessions(periods: RetentionPeriods): Promise<boolean> {
    return sweepSessions(this.#unit.platform(), periods)
  }

  sweepEvents(periods: RetentionPeriods, after: EventAge | null): Promise<EventAge | null> {
    return sweepEvents(this.#unit, periods, after)
  }

  emptyErasures(): Promise<boolean> {
    return emptyErasures(this.#unit.platform())
  }
}
