import { LessonProblem } from '../../problems/lesson-problem.js'

/** The problem that says what of an input cannot be. */
export function refuseInput(pointer: string, detail: string): LessonProblem {
  return new LessonProblem('invalid_request', { errors: [{ pointer, detail }] })
}
