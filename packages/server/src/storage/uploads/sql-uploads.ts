import type { LessonKey } from '../../core/records/lesson.js'
import type {
  AssetRecord,
  CreateUploadOutcome,
  NewUpload,
  ReadAsset,
  UploadChange,
  UploadKey,
  UploadLimits,
  UploadListing,
  UploadRecord,
} from '../../core/records/upload.js'
import { OPEN_STATES } from '../../core/supply/upload-state.js'
import { lockResource } from '../database/resource-lock.js'
import type { TenantScope } from '../database/scope.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { changeUpload } from './change-upload.js'
import { assetDeleted, expireAsset, putAsset, retireBefore, takeExpired } from './write-assets.js'
import { toUploadRecord, uploadColumns, type UploadRow } from './upload-row.js'
import type { DueAsset, Uploads } from './uploads.js'

const OPEN = OPEN_STATES.map((state) => `'${state}'`).join(', ')
/** Minutes until an open upload is read again, after so many readings that changed nothing. */
const CHECK_MINUTES = 'array[1, 5, 15, 60]'

export class SqlUploads implements Uploads {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  create(upload: NewUpload, limits: UploadLimits): Promise<CreateUploadOutcome> {
    const { tenantId, lessonId, createdBy, file } = upload
    return this.#unit.transaction(async (unit) => {
      const tenant = unit.tenant(tenantId)
      const { schema, query } = tenant
      await lockResource(tenant, { kind: 'lesson', tenantId, id: lessonId })
      await lockResource(tenant, { kind: 'uploads', tenantId, id: '' })
      const open = `from ${schema}.uploads where tenant_id = $1 and state in (${OPEN})`
      const [counts] = await query<{ here: string | null; owner: number; tenant: number; hourly: number }>(
        `select (select upload_id::text ${open} and lesson_id = $2 limit 1) as here,
           (select count(*)::int4 ${open} and created_by = $3) as owner, (select count(*)::int4 ${open}) as tenant,
           (select count(*)::int4 from ${schema}.uploads where tenant_id = $1 and created_by = $3
             and created_at > clock_timestamp() - interval '1 hour') as hourly`,
        [tenantId, lessonId, createdBy],
      )
      if (counts!.here !== null) return { inProgress: counts!.here }
      const { owner, tenant: ofTenant, hourly } = counts!
      if (owner >= limits.openOfOwner || ofTenant >= limits.openOfTenant || hourly >= limits.hourlyOfOwner)
        return 'too_many'
      await query(
        `insert into ${schema}.uploads
           (tenant_id, upload_id, lesson_id, created_by, file_name, file_size, file_type, language, captions, cors_origin)
         values ($1, $2::uuid, $3, $4, $5, $6::float8::int8, $7, $8, $9, $10)`,
        [
          tenantId,
          upload.uploadId,
          lessonId,
          createdBy,
          file.name,
          file.size,
          file.type,
          upload.language,
          upload.captions,
          upload.corsOrigin,
        ],
      )
      return 'created'
    })
  }

  find({ tenantId, uploadId }: UploadKey): Promise<UploadRecord | null> {
    return readOne(this.#unit.tenant(tenantId), 'u.upload_id = $2::uuid', uploadId)
  }

  async hold({ tenantId, uploadId }: UploadKey): Promise<UploadRecord | null> {
    const tenant = this.#unit.tenant(tenantId)
    const [row] = await tenant.query<{ lesson_id: string }>(
      `select lesson_id from ${tenant.schema}.uploads where tenant_id = $1 and upload_id = $2::uuid`,
      [tenantId, uploadId],
    )
    if (!row) return null
    // The lesson first, as whoever changes the lesson does: two orders would wait for each other.
    await lockResource(tenant, { kind: 'lesson', tenantId, id: row.lesson_id })
    return readOne(tenant, 'u.upload_id = $2::uuid', uploadId, 'for update of u')
  }

  async list({ tenantId, lessonId, after, limit }: UploadListing): Promise<readonly UploadRecord[]> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const rows = await query<UploadRow>(
      `select ${uploadColumns(schema)} from ${schema}.uploads u
       where u.tenant_id = $1 and u.lesson_id = $2 and ($3::uuid is null or (u.created_at, u.upload_id) <
         (select b.created_at, b.upload_id from ${schema}.uploads b where b.tenant_id = $1 and b.upload_id = $3::uuid))
       order by u.created_at desc, u.upload_id desc limit $4::int4`,
      [tenantId, lessonId, after, limit],
    )
    return rows.map(toUploadRecord)
  }

  findHeld({ tenantId, lessonId }: LessonKey): Promise<UploadRecord | null> {
    return readOne(
      this.#unit.tenant(tenantId),
      `u.lesson_id = $2 and u.state = 'held'`,
      lessonId,
      'order by u.created_at desc limit 1 for update of u',
    )
  }

  change(upload: UploadRecord, change: UploadChange): Promise<void> {
    return changeUpload(this.#unit.tenant(upload.tenantId), upload, change)
  }

  async checked({ tenantId, uploadId }: UploadKey): Promise<void> {
    const { schema, query } = this.#unit.tenant(tenantId)
    await query(
      `update ${schema}.uploads set checked_at = clock_timestamp(), checks = checks + 1
       where tenant_id = $1 and upload_id = $2::uuid`,
      [tenantId, uploadId],
    )
  }

  async nextRead(): Promise<number> {
    const { schema, query } = this.#unit.platform()
    const [row] = await query<{ number: number }>(`select nextval('${schema}.mux_reads')::float8 as number`)
    return row!.number
  }

  putAsset(upload: UploadRecord, asset: ReadAsset): Promise<AssetRecord> {
    return putAsset(this.#unit.tenant(upload.tenantId), upload, asset)
  }

  async assetsOf({ tenantId, uploadId }: UploadKey): Promise<readonly string[]> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const rows = await query<{ asset_id: string }>(
      `select asset_id from ${schema}.assets where tenant_id = $1 and upload_id = $2::uuid and deleted_at is null`,
      [tenantId, uploadId],
    )
    return rows.map(({ asset_id }) => asset_id)
  }

  async lessonOfAsset(assetId: string): Promise<LessonKey | null> {
    const { schema, query } = this.#unit.platform()
    const [row] = await query<{ tenant_id: string; lesson_id: string }>(
      `select tenant_id, lesson_id from ${schema}.assets where asset_id = $1`,
      [assetId],
    )
    return row ? { tenantId: row.tenant_id, lessonId: row.lesson_id } : null
  }

  expireAsset(asset: DueAsset, days: number): Promise<void> {
    return expireAsset(this.#unit.tenant(asset.tenantId), asset.assetId, days)
  }

  retireBefore(upload: UploadRecord, days: number): Promise<void> {
    return retireBefore(this.#unit.tenant(upload.tenantId), upload, days)
  }

  async due(limit: number): Promise<readonly UploadKey[]> {
    const { schema, query } = this.#unit.platform()
    const rows = await query<{ tenant_id: string; upload_id: string }>(
      `select u.tenant_id, u.upload_id::text as upload_id from ${schema}.uploads u
       where u.state in (${OPEN}) and u.checked_at
         + (${CHECK_MINUTES})[least(u.checks + 1, 4)] * interval '1 minute' <= clock_timestamp()
       order by u.checked_at limit $1::int4`,
      [limit],
    )
    return rows.map(toKey)
  }

  async locate(uploadIds: readonly string[]): Promise<readonly UploadKey[]> {
    const { schema, query } = this.#unit.platform()
    const rows = await query<{ tenant_id: string; upload_id: string }>(
      `select u.tenant_id, u.upload_id::text as upload_id from ${schema}.uploads u
       where u.upload_id::text in (select jsonb_array_elements_text($1::jsonb))`,
      [JSON.stringify(uploadIds)],
    )
    return rows.map(toKey)
  }

  takeExpired(): Promise<DueAsset | null> {
    return takeExpired(this.#unit.platform())
  }

  assetDeleted({ tenantId, assetId }: DueAsset): Promise<void> {
    return assetDeleted(this.#unit.tenant(tenantId), assetId)
  }
}

async function readOne(
  { schema, tenantId, query }: TenantScope,
  where: string,
  value: string,
  ending = '',
): Promise<UploadRecord | null> {
  const [row] = await query<UploadRow>(
    `select ${uploadColumns(schema)} from ${schema}.uploads u where u.tenant_id = $1 and ${where} ${ending}`,
    [tenantId, value],
  )
  return row ? toUploadRecord(row) : null
}

function toKey(row: { readonly tenant_id: string; readonly upload_id: string }): UploadKey {
  return { tenantId: row.tenant_id, uploadId: row.upload_id }
}
