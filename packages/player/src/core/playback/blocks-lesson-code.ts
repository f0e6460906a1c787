import type { PolicyViolation } from './policy-violation.js'

/** The chunk of a build, and the module it is made of. */
const LESSON_CODE = /\/(ehr-lesson-(?!player)|composition\.)/

/** Whether a policy kept the lesson's own code from being loaded. */
export function blocksLessonCode({ directive, blocked }: PolicyViolation): boolean {
  return directive.startsWith('script-src') && LESSON_CODE.test(blocked)
}
