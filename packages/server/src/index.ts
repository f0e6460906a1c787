export type { ActorChoice, Changed, ChangeOptions, TenantChoice } from './api/api-context.js'
export type { LessonApi } from './api/lesson-api.js'
export type {
  AttemptInput,
  AttemptResource,
  CourseInput,
  CourseResource,
  EnrolmentResource,
  LessonInput,
  LessonResource,
  ResultInput,
  ResultResource,
  VerdictInput,
  VerdictResource,
} from '@enhancedhr/protocol/management'
export { createLessonHandler, type LessonHandler, type WorkDone } from './handler.js'
export type { CorsOptions } from './http/app.js'
export type { Authenticate, Caller, Role, SignedIn } from './http/caller.js'
export type { Entitlement, EntitlementQuestion } from './http/entitlement.js'
export type { HostContext, NativeCall } from './http/host-context.js'
export { LessonProblem, type LessonProblemOptions, type ProblemDetail } from './http/lesson-problem.js'
export type { Logger } from './http/logger.js'
export type { RedisClient } from './limits/flexible-rate-limiter.js'
export { muxFromEnv } from './mux-from-env.js'
export type { LessonHandlerOptions, MuxOptions, MuxSigningKey, PolicyOptions, RateLimitOptions } from './options.js'
export type { PlaybackTerms, Resolution } from './signing/playback-terms.js'
export type { Enrolment } from './core/records/enrolment.js'
export type { LessonStore } from './storage/lesson-store.js'
export { StorageUnavailableError } from './storage/storage-unavailable-error.js'
