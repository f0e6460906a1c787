import * as z from 'zod'

/** A completion, or the end of one, of a lesson or a course. */
export interface VerdictEvent {
  readonly change: 'completed' | 'revoked'
  readonly of: 'lesson' | 'course'
  /** The lesson or the course. */
  readonly id: string
  readonly tenantId: string
  readonly learnerId: string
  readonly attempt: number
  readonly subject: string
  readonly revision: number
  /** When it was completed or revoked, ISO 8601. */
  readonly at: string
}

/** A learner of whom nothing may be kept. */
export interface ErasureEvent {
  readonly change: 'erased'
  readonly tenantId: string
  readonly learnerId: string
  readonly at: string
}

/** What certificates are about, of all that a receiver is sent. */
export type CertificateEvent = VerdictEvent | ErasureEvent

/** An event lacks what its type has to carry; the message says where, and nothing of what it holds. */
export class EventError extends Error {}

const id = z.string().min(1).max(255)
const instant = z.iso.datetime()
const envelope = z.object({ type: z.string() })
const verdict = z.object({ tenant_id: id, subject: z.string().min(1).max(2_000), revision: z.int().min(1) })
const person = z.object({ learner_id: id, attempt: z.int().min(1) })

const lesson = person.extend({ lesson_id: id })
const course = person.extend({ course_id: id })
const lessonCompleted = verdict.extend({ data: lesson.extend({ completed_at: instant }) })
const lessonRevoked = verdict.extend({ data: lesson.extend({ revoked_at: instant }) })
const courseCompleted = verdict.extend({ data: course.extend({ completed_at: instant }) })
const courseRevoked = verdict.extend({ data: course.extend({ revoked_at: instant }) })
const erased = z.object({
  tenant_id: id,
  data: z.object({ learner_id: id, erased_at: instant, verdicts_kept: z.boolean() }),
})

/**
 * Reads what an event says of certificates; `null` for a type that says nothing of them. Members that it does not need are
 * ignored. Throws {@link EventError} where one that it needs is missing or of another kind.
 */
export function readEvent(value: unknown): CertificateEvent | null {
  const { type } = parse(envelope, value)
  if (type === 'lesson.completed') {
    const { data, ...event } = parse(lessonCompleted, value)
    return { ...toVerdict(event, data), of: 'lesson', id: data.lesson_id, change: 'completed', at: data.completed_at }
  }
  if (type === 'lesson.revoked') {
    const { data, ...event } = parse(lessonRevoked, value)
    return { ...toVerdict(event, data), of: 'lesson', id: data.lesson_id, change: 'revoked', at: data.revoked_at }
  }
  if (type === 'course.completed') {
    const { data, ...event } = parse(courseCompleted, value)
    return { ...toVerdict(event, data), of: 'course', id: data.course_id, change: 'completed', at: data.completed_at }
  }
  if (type === 'course.revoked') {
    const { data, ...event } = parse(courseRevoked, value)
    return { ...toVerdict(event, data), of: 'course', id: data.course_id, change: 'revoked', at: data.revoked_at }
  }
  if (type === 'learner.erased') {
    const { tenant_id: tenantId, data } = parse(erased, value)
    // The certificate proves a verdict, so it stays as long as that does.
    if (data.verdicts_kept) return null
    return { change: 'erased', tenantId, learnerId: data.learner_id, at: data.erased_at }
  }
  return null
}

function toVerdict(event: z.infer<typeof verdict>, data: z.infer<typeof person>) {
  const { tenant_id: tenantId, subject, revision } = event
  return { tenantId, subject, revision, learnerId: data.learner_id, attempt: data.attempt }
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const places = read.error.issues.map(({ path }) => `/${path.map(String).join('/')}`)
  throw new EventError(`The event is not what its type carries at ${places.join(', ')}.`)
}
