import type {
  DueTrack,
  DueVideo,
  LessonVideoKey,
  NewTrack,
  TrackChange,
  TrackKey,
  TrackRecord,
} from '../../core/records/track.js'
import type { TenantScope } from '../database/scope.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { TRACK_COLUMNS, type TrackRow, toTrackRecord } from './track-row.js'
import type { Tracks } from './tracks.js'

const IS_OPEN = `t.state in ('creating', 'preparing')`
/** Minutes until open tracks are read again, after so many readings. */
const CHECK_MINUTES = 'array[1, 5, 15, 60]'

export class SqlTracks implements Tracks {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  async create(track: NewTrack): Promise<void> {
    const { schema, query } = this.#unit.tenant(track.tenantId)
    await query(
      `insert into ${schema}.lesson_tracks
         (tenant_id, track_id, lesson_id, media_version, mux_track_id, kind, language, name, source, state, requested, read_number,
          source_text, fetch_hash)
       values ($1, $2::uuid, $3, $4::int4, $5, $6, $7, $8, $9, $10, $11::boolean, $12::float8::int8, $13, $14)`,
      [
        track.tenantId,
        track.trackId,
        track.lessonId,
        track.mediaVersion,
        track.muxTrackId,
        track.kind,
        track.language,
        track.name,
        track.source,
        track.state,
        track.isRequested,
        track.readNumber,
        track.text?.vtt ?? null,
        track.text?.fetchHash ?? null,
      ],
    )
  }

  async find({ tenantId, trackId }: TrackKey): Promise<TrackRecord | null> {
    const [row] = await readTracks(this.#unit.tenant(tenantId), 't.track_id = $2::uuid', [trackId])
    return row ?? null
  }

  list({ tenantId, lessonId, mediaVersion }: LessonVideoKey): Promise<readonly TrackRecord[]> {
    return readTracks(this.#unit.tenant(tenantId), 't.lesson_id = $2 and t.media_version = $3::int4', [
      lessonId,
      mediaVersion,
    ])
  }

  async change(
    { tenantId, trackId }: TrackKey,
    { state, reason, muxTrackId, language, name, readNumber }: TrackChange,
  ): Promise<void> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const isPast = `$3 not in ('creating', 'preparing')`
    await query(
      `update ${schema}.lesson_tracks t
       set state = $3, reason = coalesce($4, t.reason), mux_track_id = coalesce($5, t.mux_track_id),
         language = coalesce($6, t.language), name = coalesce($7, t.name),
         read_number = greatest(t.read_number, $8::float8::int8), checks = 0,
         checked_at = clock_timestamp() - case when $3 = 'deleting' then interval '1 hour' else interval '0' end,
         source_text = case when ${isPast} then null else t.source_text end,
         fetch_hash = case when ${isPast} then null else t.fetch_hash end
       where t.tenant_id = $1 and t.track_id = $2::uuid`,
      [tenantId, trackId, state, reason ?? null, muxTrackId ?? null, language ?? null, name ?? null, readNumber ?? 0],
    )
  }

  async noteCaptions({ tenantId, lessonId, mediaVersion }: LessonVideoKey): Promise<void> {
    const { schema, query } = this.#unit.tenant(tenantId)
    await query(
      `update ${schema}.lesson_media m set captioned = exists (select from ${schema}.lesson_tracks t
         where t.tenant_id = $1 and t.lesson_id = $2 and t.media_version = $3::int4 and t.state = 'ready')
       where m.tenant_id = $1 and m.lesson_id = $2 and m.version = $3::int4`,
      [tenantId, lessonId, mediaVersion],
    )
  }

  async findText(fetchHash: string): Promise<string | null> {
    const { schema, query } = this.#unit.platform()
    const [row] = await query<{ source_text: string }>(
      `select t.source_text from ${schema}.lesson_tracks t
       where t.fetch_hash = $1 and ${IS_OPEN} and t.created_at > clock_timestamp() - interval '24 hours'`,
      [fetchHash],
    )
    return row?.source_text ?? null
  }

  async due(limit: number, { everyVideo }: { readonly everyVideo: boolean }): Promise<readonly DueVideo[]> {
    const { schema, query } = this.#unit.platform()
    const rows = await query<{ tenant_id: string; lesson_id: string; media_version: number; is_new: boolean }>(
      `with unread as (
         select m.tenant_id, m.lesson_id, m.version as media_version, true as is_new from ${schema}.lesson_media m
         where m.tracks_read_at is null and m.replaced_at is null and ${everyVideo ? 'true' : 'm.asset_id is not null'}
           and m.duration_ms is not null
         order by m.created_at limit $1::int4
       ), open as (
         select t.tenant_id, t.lesson_id, t.media_version, false as is_new from ${schema}.lesson_tracks t
         join ${schema}.lessons l on l.tenant_id = t.tenant_id and l.lesson_id = t.lesson_id and l.media_version = t.media_version
         where ${IS_OPEN}
         group by t.tenant_id, t.lesson_id, t.media_version
         having min(t.checked_at + (${CHECK_MINUTES})[least(t.checks + 1, 4)] * interval '1 minute') <= clock_timestamp()
         order by min(t.checked_at) limit $1::int4
       )
       select distinct on (d.tenant_id, d.lesson_id, d.media_version) d.* from (select * from unread union all select * from open) d
       order by d.tenant_id, d.lesson_id, d.media_version, d.is_new desc limit $1::int4`,
      [limit],
    )
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      lessonId: row.lesson_id,
      mediaVersion: row.media_version,
      isNew: row.is_new,
    }))
  }

  async checked({ tenantId, lessonId, mediaVersion }: LessonVideoKey): Promise<void> {
    const { schema, query } = this.#unit.tenant(tenantId)
    await query(
      `update ${schema}.lesson_tracks t set checked_at = clock_timestamp(), checks = t.checks + 1
       where t.tenant_id = $1 and t.lesson_id = $2 and t.media_version = $3::int4 and ${IS_OPEN}`,
      [tenantId, lessonId, mediaVersion],
    )
    await query(
      `update ${schema}.lesson_media m set tracks_read_at = clock_timestamp()
       where m.tenant_id = $1 and m.lesson_id = $2 and m.version = $3::int4 and m.tracks_read_at is null`,
      [tenantId, lessonId, mediaVersion],
    )
  }

  async takeDeletable(): Promise<DueTrack | null> {
    const { schema, query } = this.#unit.platform()
    const [row] = await query<{ tenant_id: string; track_id: string; mux_track_id: string; asset_id: string }>(
      `with due as (
         select t.tenant_id, t.track_id, m.asset_id from ${schema}.lesson_tracks t
         join ${schema}.lesson_media m
           on m.tenant_id = t.tenant_id and m.lesson_id = t.lesson_id and m.version = t.media_version
         where t.state = 'deleting' and t.mux_track_id is not null and m.asset_id is not null
           and t.checked_at < clock_timestamp() - interval '1 minute'
         order by t.checked_at limit 1 for update of t skip locked
       )
       update ${schema}.lesson_tracks t set checked_at = clock_timestamp() from due
       where t.tenant_id = due.tenant_id and t.track_id = due.track_id
       returning t.tenant_id, t.track_id::text as track_id, t.mux_track_id, due.asset_id`,
    )
    if (!row) return null
    return { tenantId: row.tenant_id, trackId: row.track_id, muxTrackId: row.mux_track_id, assetId: row.asset_id }
  }
}

async function readTracks(
  { schema, tenantId, query }: TenantScope,
  where: string,
  values: readonly (string | number)[],
): Promise<readonly TrackRecord[]> {
  const rows = await query<TrackRow>(
    `select ${TRACK_COLUMNS} from ${schema}.lesson_tracks t where t.tenant_id = $1 and ${where}
     order by t.created_at, t.track_id`,
    [tenantId, ...values],
  )
  return rows.map(toTrackRecord)
}
