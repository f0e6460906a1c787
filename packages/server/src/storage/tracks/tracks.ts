import type {
  DueTrack,
  DueVideo,
  LessonVideoKey,
  NewTrack,
  TrackChange,
  TrackKey,
  TrackRecord,
} from '../../core/records/track.js'

/** Keeps the text that goes with videos; all times are of the database's clock. */
export interface Tracks {
  create(track: NewTrack): Promise<void>
  find(track: TrackKey): Promise<TrackRecord | null>
  /** Of a video, the oldest first, with those that are deleted. */
  list(video: LessonVideoKey): Promise<readonly TrackRecord[]>
  /** Writes what became of a track; a text that Mux has fetched, or will not fetch any more, is forgotten. */
  change(track: TrackKey, change: TrackChange): Promise<void>
  /** Notes beside the video whether it has text that can be shown. */
  noteCaptions(video: LessonVideoKey): Promise<void>
  /** The text that Mux may fetch under a name of this hash, for a day; `null`: none. */
  findText(fetchHash: string): Promise<string | null>
  /**
   * Current videos with tracks of which something may still come, due to be read again: after 1, 5, 15 and 60 minutes, then every hour; and
   * those whose text was never read, with `everyVideo` also where Mux's asset is not known.
   */
  due(limit: number, options: { readonly everyVideo: boolean }): Promise<readonly DueVideo[]>
  /** Counts a reading of a video's tracks, so that the next one comes later. */
  checked(video: LessonVideoKey): Promise<void>
  /** Takes a track that is to be deleted at Mux; nobody else is given it for a minute. `null`: none is. */
  takeDeletable(): Promise<DueTrack | null>
}
