import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as z from 'zod'
import type { Certificate, SubjectRecord } from './core/subject-record.js'
import { JsonFolder } from './json-folder.js'
import type { CertificateEvent, ErasureEvent, VerdictEvent } from './core/read-event.js'

/** An event that is kept until its work is done. */
export interface WaitingEvent {
  /** The header `webhook-id`. */
  readonly id: string
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  readonly event: CertificateEvent
}

/** A certificate with what it is about. */
export interface FoundCertificate {
  readonly certificate: Certificate
  readonly record: SubjectRecord
}

/** How long ids of events and erasures are remembered, in milliseconds: retries end after three days. */
const REMEMBERED_MS = 7 * 24 * 3_600_000

const text = z.string()
const count = z.int().min(1)
const learner = { tenantId: text, learnerId: text }
const subject = {
  ...learner,
  of: z.enum(['lesson', 'course']),
  id: text,
  attempt: count,
  subject: text,
  revision: count,
}
const eventSchema: z.ZodType<CertificateEvent> = z.union([
  z.object({ ...subject, change: z.enum(['completed', 'revoked']), at: text }),
  z.object({ ...learner, change: z.literal('erased'), at: text }),
])
const waitingSchema: z.ZodType<WaitingEvent> = z.object({ id: text, receivedAt: z.number(), event: eventSchema })
const certificateSchema = z.object({
  code: text,
  name: text,
  title: text,
  completedAt: text,
  withdrawnAt: text.nullable(),
})
const recordSchema: z.ZodType<SubjectRecord> = z.object({ ...subject, certificates: z.array(certificateSchema) })
const rememberedSchema = z.object({ at: z.number() })
/** `until`: what happened by then is erased, in milliseconds since 1970. */
const erasureSchema = z.object({ at: z.number(), until: z.number() })
type Erasure = z.infer<typeof erasureSchema>

/**
 * Keeps certificates in files, for one process and some ten thousand certificates: everything is in memory too. With more, or
 * with several processes, put the same four things into tables of your database.
 *
 * - `inbox`: events that were accepted and wait for their work. The sender got its 2xx once they were on the disk.
 * - `ids`: ids of events whose work is done, for seven days.
 * - `subjects`: the highest revision of each subject, and the certificates.
 * - `erased`: which learners were erased and when, as hashes, for seven days.
 *
 * Work is done in this order: subject, id, inbox. After a crash in between it is done once more, and the revision says
 * that nothing is left to do.
 */
export class CertificateStore {
  readonly #inbox: JsonFolder<WaitingEvent>
  readonly #ids: JsonFolder<{ at: number }>
  readonly #subjects: JsonFolder<SubjectRecord>
  readonly #erased: JsonFolder<Erasure>
  readonly #accepting = new Map<string, Promise<void>>()
  /** From a code to the key of its subject. */
  readonly #codes = new Map<string, string>()

  private constructor(
    inbox: JsonFolder<WaitingEvent>,
    ids: JsonFolder<{ at: number }>,
    subjects: JsonFolder<SubjectRecord>,
    erased: JsonFolder<Erasure>,
  ) {
    this.#inbox = inbox
    this.#ids = ids
    this.#subjects = subjects
    this.#erased = erased
    for (const [key, record] of subjects.entries()) this.#index(key, record)
  }

  /** Opens what a folder keeps; an empty one is a new store. */
  static async open(directory: string): Promise<CertificateStore> {
    return new CertificateStore(
      await JsonFolder.open(join(directory, 'inbox'), waitingSchema),
      await JsonFolder.open(join(directory, 'ids'), rememberedSchema),
      await JsonFolder.open(join(directory, 'subjects'), recordSchema),
      await JsonFolder.open(join(directory, 'erased'), erasureSchema),
    )
  }

  /** Keeps an event, unless its id is known; once it answers, the event is on the disk. */
  async accept(waiting: WaitingEvent): Promise<void> {
    const { id } = waiting
    if (this.#ids.get(id) ?? this.#inbox.get(id)) return
    const accepting = this.#accepting.get(id) ?? this.#inbox.set(id, waiting)
    this.#accepting.set(id, accepting)
    try {
      await accepting
    } finally {
      this.#accepting.delete(id)
    }
  }

  /** Events that wait, in the order in which they came. */
  waiting(): readonly WaitingEvent[] {
    return Array.from(this.#inbox.entries(), ([, event]) => event).sort((a, b) => a.receivedAt - b.receivedAt)
  }

  /** The work of an event is done. */
  async finish(id: string, now: number): Promise<void> {
    await this.#ids.set(id, { at: now })
    await this.#inbox.delete(id)
  }

  record(event: VerdictEvent): SubjectRecord | undefined {
    return this.#subjects.get(keyOf(event))
  }

  async save(record: SubjectRecord): Promise<void> {
    await this.#subjects.set(keyOf(record), record)
    this.#index(keyOf(record), record)
  }

  /** The certificate with this code, as `readCode` answers it. */
  find(code: string): FoundCertificate | undefined {
    const record = this.#subjects.get(this.#codes.get(code) ?? '')
    const certificate = record?.certificates.find((one) => one.code === code)
    return record && certificate && { record, certificate }
  }

  /** Certificates of a learner that hold. */
  ofLearner(tenantId: string, learnerId: string): readonly FoundCertificate[] {
    return Array.from(this.#subjects.entries(), ([, record]) => record)
      .filter((record) => record.tenantId === tenantId && record.learnerId === learnerId)
      .flatMap((record) => {
        const certificate = record.certificates.at(-1)
        return certificate?.withdrawnAt === null ? [{ record, certificate }] : []
      })
  }

  /** Removes everything of a learner, and remembers only that events from before are nobody's. */
  async erase({ tenantId, learnerId, at }: ErasureEvent, now: number): Promise<void> {
    await this.#erased.set(hashLearner(tenantId, learnerId), { at: now, until: Date.parse(at) })
    for (const [key, record] of [...this.#subjects.entries()]) {
      if (record.tenantId !== tenantId || record.learnerId !== learnerId) continue
      for (const { code } of record.certificates) this.#codes.delete(code)
      await this.#subjects.delete(key)
    }
  }

  /** Whether the learner was erased after what the event says. */
  isErased({ tenantId, learnerId, at }: VerdictEvent): boolean {
    const erased = this.#erased.get(hashLearner(tenantId, learnerId))
    return erased !== undefined && Date.parse(at) <= erased.until
  }

  /** Forgets ids and erasures after their time. */
  async sweep(now: number): Promise<void> {
    for (const folder of [this.#ids, this.#erased]) {
      for (const [key, { at }] of [...folder.entries()]) if (at < now - REMEMBERED_MS) await folder.delete(key)
    }
  }

  #index(key: string, { certificates }: SubjectRecord): void {
    for (const { code } of certificates) this.#codes.set(code, key)
  }
}

/** A subject is one tenant's; neither part can be taken for the other, because JSON quotes them. */
function keyOf({ tenantId, subject }: Pick<SubjectRecord, 'tenantId' | 'subject'>): string {
  return JSON.stringify([tenantId, subject])
}

function hashLearner(tenantId: string, learnerId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([tenantId, learnerId]))
    .digest('hex')
}
