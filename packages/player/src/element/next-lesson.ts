/** The lesson that comes after the one that is on; `null` where the page names none, or the same. */
export function nextLesson({
  nextLessonId,
  lessonId,
}: {
  readonly nextLessonId: string | null
  readonly lessonId: string | null
}): string | null {
  return nextLessonId && nextLessonId !== lessonId ? nextLessonId : null
}
