import type { Route } from './route.js'
import { COURSE_LEARNER_ROUTES } from './routes/course-learner-routes.js'
import { MANAGING_ROUTES } from './routes/managing-routes.js'
import { PRIVACY_ROUTES } from './routes/privacy-routes.js'
import { READING_ROUTES } from './routes/reading-routes.js'
import { SERVICE_ROUTES } from './routes/service-routes.js'
import { UPLOAD_ROUTES } from './routes/upload-routes.js'
import { WATCHING_ROUTES } from './routes/watching-routes.js'

/** Every call of the handler, once. */
export const ROUTES: readonly Route[] = [
  ...WATCHING_ROUTES,
  ...READING_ROUTES,
  ...COURSE_LEARNER_ROUTES,
  ...MANAGING_ROUTES,
  ...UPLOAD_ROUTES,
  ...PRIVACY_ROUTES,
  ...SERVICE_ROUTES,
]
