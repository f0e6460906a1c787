import { happenedColumns, isoInstant, learnerSubjectSql } from './write-events.js'

/**
 * SQL of the parts that make events of verdicts, for the statement that writes them: `turned` and `happened`.
 *
 * They read the statement's part `acts`, which is what was written, and make an event of each act that turned a verdict over.
 * The tables still show how things were before the statement: that is where the old verdict is read, and why what
 * the statement itself wrote (its parts `progress` and `lesson_verdicts`) is looked at first. `$1` and `$2` name the learner,
 * `$6` is the learner's id, percent-encoded. Without an act nothing of this is evaluated.
 */
export function verdictEvents(schema: string): string {
  return `turned as (
       select a.*, l.course_id as lesson_course
       from acts a
       left join ${schema}.lessons l on a.subject = 'lesson' and l.tenant_id = $1 and l.lesson_id = a.subject_id
       left join ${schema}.lesson_verdicts v on a.subject = 'lesson' and v.tenant_id = $1 and v.learner_id = $2
         and v.lesson_id = a.subject_id and v.attempt = a.attempt
       left join ${schema}.course_progress c on a.subject = 'course' and c.tenant_id = $1 and c.learner_id = $2
         and c.course_id = a.subject_id and c.attempt = a.attempt
       where a.completed is distinct from coalesce(v.completed, c.completed, false)
     ), happened as (
       select ${happenedColumns({
         eventId: 't.act_id',
         type: `t.subject || case when t.completed then '.completed' else '.revoked' end`,
         subject: learnerSubjectSql({ of: 't.subject', id: 't.subject_id', learnerId: '$6', attempt: 't.attempt' }),
         learnerId: '$2',
         occurredAt: 't.recorded_at',
         revokes: 'not t.completed',
         data: `jsonb_build_object('learner_id', $2, 'attempt', t.attempt, 'reason', t.reason, 'actor_id', t.actor_id)
           || case when t.completed
             then jsonb_build_object('kind', t.kind, 'completed_at', ${isoInstant('t.decided_at')}, 'rule_version', t.rule_version)
             else jsonb_build_object('revoked_at', ${isoInstant('t.recorded_at')}) end
           || case when t.subject = 'lesson'
             then jsonb_build_object('lesson_id', t.subject_id, 'course_id', t.lesson_course)
             else jsonb_build_object('course_id', t.subject_id) end
           || case when not t.completed then '{}'::jsonb when t.subject = 'lesson' then ${lessonFacts(schema)}
             else ${courseFacts(schema)} end`,
       })}
       from turned t
     )`
}

/** SQL of how a lesson was watched, on the video by which its completion was decided. */
function lessonFacts(schema: string): string {
  return `(select jsonb_build_object('media_version', t.media_version,
      'percent', coalesce(max(p.percent_tenths), 0) / 10.0,
      'watched_seconds', coalesce(max((select sum(upper(part) - lower(part)) from unnest(p.watched) part)), 0) / 1000.0,
      'playing_time', coalesce(max(p.playing_ms), 0) / 1000.0)
    from ${progressNow(schema, 't.subject_id')} p where p.media_version = t.media_version)`
}

/** SQL of how a course was taken: seat time over all its lessons, its best result, and each lesson that is not archived. */
function courseFacts(schema: string): string {
  return `(select jsonb_build_object('seat_time', coalesce(sum(taken.playing_ms), 0) / 1000.0,
      'lessons', coalesce(jsonb_agg(jsonb_build_object('lesson_id', taken.lesson_id, 'required', taken.required,
        'completed_at', ${isoInstant('taken.completed_at')}) order by taken.position, taken.lesson_id)
        filter (where not taken.archived), '[]'::jsonb))
    from (
      select l.lesson_id, l.position, l.required, l.archived_at is not null as archived,
        (select sum(p.playing_ms) from ${progressNow(schema, 'l.lesson_id')} p) as playing_ms,
        (select v.decided_at from ${verdictNow(schema, 'l.lesson_id')} v where v.completed) as completed_at
      from ${schema}.lessons l where l.tenant_id = $1 and l.course_id = t.subject_id
    ) taken)
    || coalesce((select jsonb_build_object('score', r.score, 'max_score', r.max_score)
      from ${schema}.assessment_results r
      where r.tenant_id = $1 and r.learner_id = $2 and r.course_id = t.subject_id and r.attempt = t.attempt
      order by r.passed desc, r.score / nullif(r.max_score, 0) desc nulls last, r.score desc nulls last, r.taken_at desc
      limit 1), '{"score": null, "max_score": null}'::jsonb)`
}

/** SQL of the learner's progress in a lesson, one row a video: as the statement leaves it. */
function progressNow(schema: string, lessonId: string): string {
  return `(select x.media_version, x.watched, x.percent_tenths, x.playing_ms from progress x
      where x.lesson_id = ${lessonId} and x.attempt = t.attempt
    union all
    select p.media_version, p.watched, p.percent_tenths, p.playing_ms from ${schema}.lesson_progress p
      where p.tenant_id = $1 and p.learner_id = $2 and p.lesson_id = ${lessonId} and p.attempt = t.attempt
        and not exists (select from progress x where x.lesson_id = ${lessonId} and x.attempt = t.attempt
          and x.media_version = p.media_version))`
}

/** SQL of the learner's verdict of a lesson: as the statement leaves it. */
function verdictNow(schema: string, lessonId: string): string {
  return `(select x.completed, x.decided_at from lesson_verdicts x
      where x.lesson_id = ${lessonId} and x.attempt = t.attempt
    union all
    select v.completed, v.decided_at from ${schema}.lesson_verdicts v
      where v.tenant_id = $1 and v.learner_id = $2 and v.lesson_id = ${lessonId} and v.attempt = t.attempt
        and not exists (select from lesson_verdicts x where x.lesson_id = ${lessonId} and x.attempt = t.attempt))`
}
