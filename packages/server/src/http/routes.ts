import type { Route } from './route.js'
import { COURSE_LEARNER_ROUTES } from './routes/course-learner-routes.js'
import { MANAGING_ROUTES } from './routes/managing-routes.js'
import { PRIVACY_ROUTES } from './routes/privacy-routes.js'
import { READING_ROUTES } from './routes/reading-routes.js'
import { SERVICE_ROUTES } from './routes/service-routes.js'
import { TRACK_ROUTES } from './routes/track-routes.js'
import { MUX_ROUTES, UPLOAD_ROUTES } from './routes/upload-routes.js'
import { WATCHING_ROUTES } from './routes/watching-routes.js'
import type { Services } from './services.js'

/** Every call that a handler has whatever its options are, once. */
export const ROUTES: readonly Route[] = [
  ...WATCHING_ROUTES,
  ...READING_ROUTES,
  ...COURSE_LEARNER_ROUTES,
  ...MANAGING_ROUTES,
  ...PRIVACY_ROUTES,
  ...SERVICE_ROUTES,
]

/** The calls of a handler: uploads and Mux's webhooks are there where its options ask for them, and otherwise unknown. */
export function routesFor({
  uploads,
  verifyMuxWebhook,
}: Pick<Services, 'uploads' | 'verifyMuxWebhook'>): readonly Route[] {
  if (uploads === null) return ROUTES
  return [...ROUTES, ...UPLOAD_ROUTES, ...TRACK_ROUTES, ...(verifyMuxWebhook === null ? [] : MUX_ROUTES)]
}
