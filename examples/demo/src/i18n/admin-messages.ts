/** What the page says on which courses and lessons are made. */
export interface AdminMessages {
  readonly title: string
  readonly skip: string
  readonly intro: string
  readonly back: string
  /** Where ffmpeg is missing: which files become a lesson all the same. */
  readonly withoutFfmpeg: string
  readonly course: string
  readonly newCourse: string
  readonly courseTitle: string
  readonly create: string
  readonly lessons: string
  readonly noLessons: string
  readonly newLesson: string
  readonly lessonTitle: string
  readonly chooseLesson: string
  readonly video: string
  readonly sample: string
  readonly settings: string
  readonly asLearner: string
  readonly asLearnerText: (name: string) => string
  readonly play: (name: string) => string
  readonly notReady: string
  readonly failed: string
  readonly states: Readonly<Record<string, string>>
}
