import type { LessonProgressRecord } from '../../core/records/progress.js'
import { epochMs } from './epoch-ms.js'
import { fromMultirange } from './multirange.js'
import { toVerdictRecord, type VerdictRow } from './verdict-row.js'

/** A row of `lesson_progress` as {@link progressJson} gives it. */
export interface ProgressRow {
  readonly lesson_id: string
  readonly attempt: number
  readonly media_version: number
  readonly watched: string
  /** What counts for a verdict on a replaced video; `null` while all that is watched does. */
  readonly counted: string | null
  readonly percent_tenths: number
  readonly playing_ms: number
  readonly position: number
  /** Milliseconds since 1970. */
  readonly position_at: number | null
  readonly reported_ms: number | null
}

/** SQL of a row of `lesson_progress` as one jsonb value. */
export function progressJson(progress: string): string {
  return `jsonb_build_object('lesson_id', ${progress}.lesson_id, 'attempt', ${progress}.attempt,
    'media_version', ${progress}.media_version, 'watched', ${progress}.watched::text,
    'counted', ${progress}.counted::text, 'percent_tenths', ${progress}.percent_tenths,
    'playing_ms', ${progress}.playing_ms, 'position', ${progress}.position,
    'position_at', ${epochMs(`${progress}.position_at`)}, 'reported_ms', ${progress}.reported_ms)`
}

/** What a row holds, or zeros where nothing was watched. */
export function toProgressRecord(
  key: { readonly lessonId: string; readonly attempt: number; readonly mediaVersion: number },
  row: ProgressRow | null | undefined,
  standing: { readonly verdict: VerdictRow | null; readonly quiz_passed: boolean },
): LessonProgressRecord {
  return {
    ...key,
    watched: row ? fromMultirange(row.watched) : [],
    playingTime: row?.playing_ms ?? 0,
    position: row?.position ?? 0,
    reportedDuration: row?.reported_ms ?? null,
    quizPassed: standing.quiz_passed,
    verdict: toVerdictRecord(standing.verdict),
  }
}
