import type { CertificateLink } from '@enhancedhr/certificates'

/** Addresses of a learner's certificates. */
export interface CertificateLinks {
  readonly lessons: ReadonlyMap<string, string>
  readonly course: string | null
}

/** What the demo answers of certificates; `issues` is `false` where its events go to another receiver. */
export interface IssuedCertificates {
  readonly issues: boolean
  readonly certificates: readonly CertificateLink[]
}

/** Keeps the links of one learner up to date. */
export interface CertificateWatch {
  /** Looks until the certificate of this lesson is there, and that of the course where it is completed too. */
  expect(lessonId: string, courseIsCompleted: () => boolean): void
  stop(): void
}

/** A certificate comes a moment after its lesson is completed: once the event has arrived. In milliseconds. */
const EVERY = 500
const TRIES = 60

/** Looks once at once; `show` gets the links whenever they were read. */
export function watchCertificates(
  read: () => Promise<IssuedCertificates>,
  show: (links: CertificateLinks) => void,
): CertificateWatch {
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look(isEnough: (links: CertificateLinks) => boolean, tries: number): Promise<void> {
    // A page without certificates is a page all the same.
    const { issues, certificates } = await read().catch(() => ({ issues: true, certificates: [] }))
    if (isStopped) return
    const links = toLinks(certificates)
    if (certificates.length > 0) show(links)
    if (issues && tries > 1 && !isEnough(links)) timer = setTimeout(() => void look(isEnough, tries - 1), EVERY)
  }

  void look(() => true, 1)
  return {
    expect(lessonId, courseIsCompleted) {
      clearTimeout(timer)
      void look(({ lessons, course }) => lessons.has(lessonId) && (course !== null || !courseIsCompleted()), TRIES)
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}

/** The latest attempt counts. */
function toLinks(certificates: readonly CertificateLink[]): CertificateLinks {
  const inOrder = [...certificates].sort((a, b) => a.attempt - b.attempt)
  return {
    lessons: new Map(inOrder.filter(({ of }) => of === 'lesson').map(({ id, url }) => [id, url])),
    course: inOrder.findLast(({ of }) => of === 'course')?.url ?? null,
  }
}
