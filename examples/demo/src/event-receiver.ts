import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createCertificates, type Certificates } from '@enhancedhr/certificates'
import { readSampleCourse } from '@enhancedhr/mux-local'
import type { EndpointOptions } from '@enhancedhr/server'
import { keptSecret, unusable } from './kept-secret.js'
import { LEARNERS } from './pages/learners.js'
import { isWebhookSecret, type Settings } from './settings.js'

/** Where the demo sends its events. */
export interface EventReceiver {
  readonly endpoint: EndpointOptions
  /** `null` when the events go to a receiver of the visitor's. */
  readonly certificates: Certificates | null
}

/** Where the demo's own receiver is mounted. */
export const CERTIFICATES = '/certificates'

/** The receiver that the settings name, else the example that issues certificates, at the demo's own address. */
export async function openEventReceiver(
  { events, dataDirectory }: Pick<Settings, 'events' | 'dataDirectory'>,
  origin: string,
): Promise<EventReceiver> {
  if (events) return { endpoint: { id: 'your-receiver', ...events }, certificates: null }
  const file = join(dataDirectory, 'events-secret')
  const secret = await keptSecret(file, () => `whsec_${randomBytes(32).toString('base64')}`)
  if (!isWebhookSecret(secret)) throw unusable(file, 'no secret of this demo')
  const course = readSampleCourse()
  const certificates = await createCertificates({
    directory: join(dataDirectory, 'certificates'),
    secret,
    publicUrl: `${origin}${CERTIFICATES}`,
    nameOf: (learnerId) => LEARNERS.find(({ id }) => id === learnerId)?.name ?? learnerId,
    titleOf: (of, id) => (of === 'course' ? course : course.lessons.find((lesson) => lesson.id === id))?.title ?? id,
  })
  return { endpoint: { id: 'certificates', url: `${origin}${CERTIFICATES}/events`, secret }, certificates }
}
