import { readManifest, defaultCourseDirectory } from './manifest.js'

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

/** Reads what a host application would store about the sample course: titles, ids, durations, chapters. */
export function readSampleCourse(): SampleCourse {
  const { id, title, description, lessons } = readManifest(defaultCourseDirectory)
  return {
    id,
    title,
    description,
    lessons: lessons.map((lesson) => ({
      id: lesson.id,
      title: lesson.title,
      summary: lesson.summary,
      assetId: lesson.assetId,
      playbackId: lesson.playbackId,
      duration: lesson.duration,
      chapters: lesson.chapters,
      ...(lesson.requiredSegments ? { requiredSegments: lesson.requiredSegments } : {}),
    })),
  }
}
