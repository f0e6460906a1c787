import type { TrackRecord } from '../../core/records/track.js'
import { epochMs } from '../rows/epoch-ms.js'

/** A track as {@link TRACK_COLUMNS} give it. */
export interface TrackRow {
  readonly [column: string]: unknown
  readonly tenant_id: string
  readonly track_id: string
  readonly lesson_id: string
  readonly media_version: number
  readonly mux_track_id: string | null
  readonly kind: TrackRecord['kind']
  readonly language: string
  readonly name: string
  readonly source: TrackRecord['source']
  readonly state: TrackRecord['state']
  readonly reason: string | null
  readonly requested: boolean
  readonly age: number
  readonly read_number: number
  readonly created_at: number
}

/** SQL of a track `t`. */
export const TRACK_COLUMNS = `t.tenant_id, t.track_id::text as track_id, t.lesson_id, t.media_version, t.mux_track_id, t.kind, t.language, t.name,
  t.source, t.state, t.reason, t.requested, extract(epoch from clock_timestamp() - t.created_at)::float8 as age,
  t.read_number::float8 as read_number, ${epochMs('t.created_at')}::float8 as created_at`

export function toTrackRecord(row: TrackRow): TrackRecord {
  return {
    tenantId: row.tenant_id,
    trackId: row.track_id,
    lessonId: row.lesson_id,
    mediaVersion: row.media_version,
    muxTrackId: row.mux_track_id,
    kind: row.kind,
    language: row.language,
    name: row.name,
    source: row.source,
    state: row.state,
    reason: row.reason,
    isRequested: row.requested,
    age: row.age,
    readNumber: row.read_number,
    createdAt: new Date(row.created_at),
  }
}
