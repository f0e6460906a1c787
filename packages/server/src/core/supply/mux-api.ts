/** A direct upload as Mux has it. */
export interface MuxUpload {
  readonly id: string
  /** `waiting`, `asset_created`, `errored`, `cancelled` or `timed_out`; Mux may add more. */
  readonly status: string
  readonly assetId: string | null
  /** What was given to the asset when the upload was made. */
  readonly passthrough: string | null
  /** Where the file goes; only while Mux waits for it. */
  readonly url: string | null
  /** Mux's word for what went wrong. */
  readonly error: string | null
}

/** An asset as Mux has it: a video, or what becomes one. */
export interface MuxAsset {
  readonly id: string
  /** `preparing`, `ready` or `errored`; Mux may add more. */
  readonly status: string
  readonly uploadId: string | null
  readonly passthrough: string | null
  /** Milliseconds, or `null` while Mux does not know. */
  readonly duration: number | null
  /** For example `16:9`. */
  readonly aspectRatio: string | null
  readonly playbackIds: readonly { readonly id: string; readonly policy: string }[]
  /** Mux's word for what went wrong. */
  readonly error: string | null
  /** Whether it has a picture; `null` while Mux has not said. */
  readonly hasVideo: boolean | null
  /** Tracks with sound, by Mux's names. */
  readonly audioTracks: readonly string[]
  readonly textTracks: readonly MuxTrack[]
}

/** A text track as Mux has it. */
export interface MuxTrack {
  readonly id: string
  /** `preparing`, `ready` or `errored`; Mux may add more. */
  readonly status: string
  readonly source: 'generated' | 'uploaded' | 'embedded'
  readonly language: string
  readonly name: string
  readonly isCaptions: boolean
  readonly passthrough: string | null
}

/** A text track that Mux is asked for. */
export interface NewMuxTrack {
  /** Ours. */
  readonly passthrough: string
  /** A language, or `auto` where Mux writes it. */
  readonly language: string
  readonly name: string
}

/** What a direct upload is asked for with. */
export interface NewMuxUpload {
  /** Ours, and means nothing to anybody else; Mux gives it back with everything that comes of the upload. */
  readonly passthrough: string
  /** The origin of the page that sends the file. */
  readonly corsOrigin: string
  /** Seconds that the address is good for. */
  readonly timeout: number
  readonly quality: 'basic' | 'plus' | 'premium'
  readonly maxResolution: '1080p' | '1440p' | '2160p'
  /** Captions that Mux writes, of a language or `auto`; `null`: none. */
  readonly captions: { readonly language: string; readonly name: string } | null
  /** A name that Mux shows; it may be public. */
  readonly title: string | null
}

/** A page of assets, and whether there are more. */
export interface MuxAssetPage {
  readonly assets: readonly MuxAsset[]
  readonly isLast: boolean
}

/**
 * The calls of Mux that are used. A port, so that use cases do not know how they travel.
 *
 * Each rejects with `mux_unavailable` where Mux does not answer, and `mux_refused` where it does not take the call. What Mux does not
 * have is `null`.
 */
export interface MuxApi {
  createUpload(upload: NewMuxUpload): Promise<MuxUpload>
  findUpload(id: string): Promise<MuxUpload | null>
  /** `null` also where it is too late to cancel. */
  cancelUpload(id: string): Promise<MuxUpload | null>
  findAsset(id: string): Promise<MuxAsset | null>
  /** Whether it is gone now: true also where it was gone already. */
  deleteAsset(id: string): Promise<void>
  /** The asset that a playback ID belongs to. */
  findAssetOfPlayback(playbackId: string): Promise<string | null>
  /** Lets Mux fetch a text; answers Mux's name for the track. */
  createTrack(
    assetId: string,
    track: NewMuxTrack & { readonly url: string; readonly isCaptions: boolean },
  ): Promise<string>
  /** Lets Mux write down what is said in an audio track; answers Mux's name for the text track. */
  generateTrack(assetId: string, audioTrackId: string, track: NewMuxTrack): Promise<string>
  /** Whether it is gone now: true also where it was gone already. */
  deleteTrack(assetId: string, trackId: string): Promise<void>
  /** `page` counts from 1. */
  listAssets(page: number): Promise<MuxAssetPage>
}
