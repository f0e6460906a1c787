/**
 * A continuous stretch of playing at one rate, one visibility and one mute state, in whole milliseconds.
 *
 * Media `[from, to)` was played on the session clock `[started, ended)`. This is what the judge and the tracker handle;
 * on the wire the same times are seconds (`wire/report.ts`).
 */
export interface PlayedSegment {
  /** Number within the session, from 1; a sealed segment never changes its number or its content. */
  readonly n: number
  readonly from: number
  readonly to: number
  /** Playback rate that the player declares, greater than 0. */
  readonly rate: number
  readonly started: number
  readonly ended: number
  /** Whether the page was visible, or the video in picture-in-picture or on a remote screen. */
  readonly visible: boolean
  /** Whether no sound was heard and no caption track was showing. */
  readonly muted: boolean
}
