import type { TrackState } from '../supply/track-state.js'

/** The video of a lesson that a track belongs to. */
export interface LessonVideoKey {
  readonly tenantId: string
  readonly lessonId: string
  readonly mediaVersion: number
}

export interface TrackKey {
  readonly tenantId: string
  readonly trackId: string
}

/** Text that goes with a video: captions, or subtitles in another language. */
export interface TrackRecord extends LessonVideoKey, TrackKey {
  /** Mux's name for it; `null` while Mux has not said. */
  readonly muxTrackId: string | null
  /** `captions` also say what is heard besides speech. */
  readonly kind: 'captions' | 'subtitles'
  readonly language: string
  readonly name: string
  readonly source: 'generated' | 'uploaded' | 'embedded'
  readonly state: TrackState
  readonly reason: string | null
  /** Whether somebody asked for it here, so that it takes the place of an older one of its language. */
  readonly isRequested: boolean
  /** Seconds since it was made, by the database's clock. */
  readonly age: number
  /** Of the reading of Mux that it was last written from. */
  readonly readNumber: number
  readonly createdAt: Date
}

export interface NewTrack extends LessonVideoKey {
  readonly trackId: string
  readonly muxTrackId: string | null
  readonly kind: TrackRecord['kind']
  readonly language: string
  readonly name: string
  readonly source: TrackRecord['source']
  readonly state: TrackState
  readonly isRequested: boolean
  readonly readNumber: number
  /** WebVTT that Mux is to fetch, with the hash of the name under which it does. */
  readonly text?: { readonly vtt: string; readonly fetchHash: string }
}

/** What is written of a track, at once; what is absent stays. */
export interface TrackChange {
  readonly state: TrackState
  readonly reason?: string | null
  readonly muxTrackId?: string
  readonly language?: string
  readonly name?: string
  readonly readNumber?: number
}

/** A track that is to be deleted at Mux. */
export interface DueTrack extends TrackKey {
  readonly assetId: string
  readonly muxTrackId: string
}

/** A video whose text is to be read. */
export interface DueVideo extends LessonVideoKey {
  /** Whether it was never read. */
  readonly isNew: boolean
}
