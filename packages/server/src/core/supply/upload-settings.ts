/** Days until a video that was replaced is deleted at Mux and freed, where nobody says. */
export const DELETE_REPLACED_AFTER = 30

/** How uploads are made and kept, complete. */
export interface UploadSettings {
  /** Whether Mux writes captions where nobody says. */
  readonly captions: 'auto' | 'none'
  /** Whether a lesson may only be watched with captions, unless somebody has said why not. */
  readonly requireCaptions: boolean
  readonly quality: 'basic' | 'plus' | 'premium'
  readonly maxResolution: '1080p' | '1440p' | '2160p'
  /** Whether Mux is given the lesson's title, which may become public. */
  readonly sendsTitle: boolean
  /** The origin that may send the file where the request names none of ours. */
  readonly corsOrigin: string | null
  /** Bytes. */
  readonly maxBytes: number
  /** Milliseconds. */
  readonly maxDuration: number
  /** Seconds in which the file may come. */
  readonly timeout: number
  /** Days until a video that was replaced is deleted at Mux. */
  readonly deleteReplacedAfter: number
  /** Days until the video of an archived lesson is deleted at Mux; `null`: it stays. */
  readonly deleteArchivedAfter: number | null
  /** Days until what failed is deleted at Mux. */
  readonly deleteFailedAfter: number
}
