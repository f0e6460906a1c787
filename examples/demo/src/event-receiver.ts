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
  /** Opens the demo's own receiver, which issues certificates; `null` when the events go to a receiver of the visitor's. */
  readonly open: (() => Promise<Certificates>) | null
}

/** Where the demo's own receiver is mounted. */
export const CERTIFICATES = '/certificates'

/** The receiver that the settings name, else the example that issues certificates, at the demo's own address. */
export async function eventReceiver(
  { events, dataDirectory }: Pick<Settings, 'events' | 'dataDirectory'>,
  origin: string,
): Promise<EventReceiver> {
  if (events) return { endpoint: { id: 'your-receiver', ...events }, open: null }
  const file = join(dataDirectory, 'events-secret')
  const secret = await keptSecret(file, () => `whsec_${randomBytes(32).toString('base64')}`)
  if (!isWebhookSecret(secret)) throw unusable(file, 'no secret of this demo')
  const publicUrl = `${origin}${CERTIFICATES}`
  return {
    endpoint: { id: 'certificates', url: `${publicUrl}/events`, secret },
    open: () => {
      const course = readSampleCourse()
      const lesson = (id: string) => course.lessons.find((one) => one.id === id)
      return createCertificates({
        directory: join(dataDirectory, 'certificates'),
        secret,
        publicUrl,
        nameOf: (learnerId) => LEARNERS.find(({ id }) => id === learnerId)?.name ?? learnerId,
        titleOf: (of, id) => (of === 'course' ? course.title : (lesson(id)?.title ?? id)),
      })
    },
  }
}
