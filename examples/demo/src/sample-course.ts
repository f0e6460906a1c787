import { readSampleCourse } from '@enhancedhr/mux-local'
import type { LessonHandler } from '@enhancedhr/server'

const course = readSampleCourse()

/** Puts the sample course into the ledger; a course that is there already is replaced by itself. */
export async function putSampleCourse({ api }: LessonHandler): Promise<void> {
  await api.putCourse(course.id, { title: course.title, description: course.description })
  for (const [index, lesson] of course.lessons.entries()) {
    await api.putLesson(lesson.id, {
      course_id: course.id,
      title: lesson.title,
      order: index + 1,
      required: true,
      playback_id: lesson.playbackId,
      duration: lesson.duration,
      chapters: [...lesson.chapters],
      completion: {
        threshold: 0.9,
        required_segments: (lesson.requiredSegments ?? []).map(([from, to]) => [from, to]),
        mode: 'all',
        quiz_required: false,
      },
    })
  }
}

/** Enrols a learner in the sample course; harmless when enrolled before. */
export async function enrolInSampleCourse({ api }: LessonHandler, learnerId: string): Promise<void> {
  await api.putEnrolment(course.id, learnerId)
}
