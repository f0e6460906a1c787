import { defaultCourseDirectory, readManifest } from './manifest.js'
import { type SampleCourse } from './course.js'

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
