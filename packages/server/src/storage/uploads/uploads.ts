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
import type { LessonKey } from '../../core/records/lesson.js'

/** An asset whose time is over. */
export interface DueAsset {
  readonly tenantId: string
  readonly assetId: string
}

/** Keeps uploads and the assets that come of them; all times are of the database's clock. */
export interface Uploads {
  /** Makes an upload in the state `creating`, where the lesson has none that is open and the limits allow it. */
  create(upload: NewUpload, limits: UploadLimits): Promise<CreateUploadOutcome>
  find(upload: UploadKey): Promise<UploadRecord | null>
  /** The same, and nobody else changes the lesson or the upload until the transaction ends. */
  hold(upload: UploadKey): Promise<UploadRecord | null>
  /** The newest first. */
  list(listing: UploadListing): Promise<readonly UploadRecord[]>
  /** The newest upload of a lesson that waits for a decision. */
  findHeld(lesson: LessonKey): Promise<UploadRecord | null>
  /** Writes what became of an upload that is held, with the outgoing event. */
  change(upload: UploadRecord, change: UploadChange): Promise<void>
  /** Counts a reading that changed nothing, so that the next one comes later. */
  checked(upload: UploadKey): Promise<void>
  /** Draws the number of a reading, before it begins. */
  nextRead(): Promise<number>
  /** Writes what was read of an asset: states never go back, and of the rest the later reading counts. */
  putAsset(upload: UploadRecord, asset: ReadAsset): Promise<AssetRecord>
  /** The assets that came of an upload and are not deleted: one, or none. */
  assetsOf(upload: UploadKey): Promise<readonly string[]>
  /** The lesson, of whichever tenant, to which an asset was uploaded; `null`: to none. */
  lessonOfAsset(assetId: string): Promise<LessonKey | null>
  /** Lets an asset be deleted at Mux after so many days. */
  expireAsset(asset: DueAsset, days: number): Promise<void>
  /**
   * Ends the uploads of a lesson that waited while a newer one became ready, and lets what its current video has replaced be deleted
   * after so many days.
   */
  retireBefore(upload: UploadRecord, days: number): Promise<void>
  /** Open uploads that are due to be read again: after 1, 5, 15 and 60 minutes, then every hour. */
  due(limit: number): Promise<readonly UploadKey[]>
  /** Finds uploads of any tenant by their ids, which nobody else knows. */
  locate(uploadIds: readonly string[]): Promise<readonly UploadKey[]>
  /** Takes an asset whose time is over, and which no lesson plays and no session may still play; `null`: nothing is due. */
  takeExpired(): Promise<DueAsset | null>
  /** Says that an asset is gone at Mux. */
  assetDeleted(asset: DueAsset): Promise<void>
}
