/** One caption as text. Times in seconds of the video. */
export interface CaptionCue {
  readonly from: number
  readonly to: number
  /** On one line; markup of the captions is taken out. Untrusted: never to be read as HTML. */
  readonly text: string
  /** Who speaks, where the captions say so. */
  readonly speaker: string | null
}
