/*
 * What stays of a learner whose verdicts are kept: what each verdict was worked out from, and nothing besides. `x` is the row,
 * `$1` and `$2` name the learner.
 */

/** SQL of whether the attempt leads to one of whose course, or of a lesson in it, there is a verdict: numbers leave no gap. */
export function attemptKept(schema: string): string {
  return `(exists (select from ${schema}.course_progress v
      where v.tenant_id = $1 and v.learner_id = $2 and v.course_id = x.course_id and v.attempt >= x.attempt)
    or exists (select from ${schema}.lessons l
      join ${schema}.lesson_verdicts v on v.tenant_id = $1 and v.learner_id = $2 and v.lesson_id = l.lesson_id
      where l.tenant_id = $1 and l.course_id = x.course_id and v.attempt >= x.attempt))`
}

/** SQL of whether there is a verdict of the row's course in the row's attempt. */
export function courseProofKept(schema: string): string {
  return `exists (select from ${schema}.course_progress v
    where v.tenant_id = $1 and v.learner_id = $2 and v.course_id = x.course_id and v.attempt = x.attempt)`
}

/** SQL of whether there is a verdict of the row's lesson, or of the course that it is in, in the row's attempt. */
export function lessonProofKept(schema: string): string {
  return `(exists (select from ${schema}.lesson_verdicts v
      where v.tenant_id = $1 and v.learner_id = $2 and v.lesson_id = x.lesson_id and v.attempt = x.attempt)
    or exists (select from ${schema}.lessons l
      join ${schema}.course_progress v on v.tenant_id = $1 and v.learner_id = $2 and v.course_id = l.course_id
      where l.tenant_id = $1 and l.lesson_id = x.lesson_id and v.attempt = x.attempt))`
}

/** SQL of whether a subject of events is a verdict's: it names the attempt, that of an enrolment does not. */
export function isVerdictSubject(subject: string): string {
  return `(split_part(${subject}, '/', 5) <> '')`
}
