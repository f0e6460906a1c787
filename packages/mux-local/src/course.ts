/** A named stretch of a lesson; it lasts until the next one begins. */
export interface SampleChapter {
  readonly title: string
  /** Seconds from the lesson's start. */
  readonly from: number
}

/** One lesson of the sample course: one video. */
export interface SampleLesson {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly assetId: string
  readonly playbackId: string
  /** Seconds, 3 decimals. */
  readonly duration: number
  readonly chapters: readonly SampleChapter[]
  /** Stretches `[from, to]` in seconds that its completion rule may ask for. */
  readonly requiredSegments?: readonly (readonly [number, number])[]
}

/** The course that comes with this package. */
export interface SampleCourse {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly lessons: readonly SampleLesson[]
}
