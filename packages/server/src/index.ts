export type { ActorChoice, Changed, ChangeOptions, TenantChoice } from './app/api-options.js'
export type { EventApi, EventPage } from './app/events/event-api.js'
export type { EndpointResource } from './app/events/endpoint-resource.js'
export type { DeliveryResource, EventResource } from './app/events/event-resource.js'
export type { EndpointInput, PutEndpointResult } from './app/events/manage-endpoints.js'
export type { LessonApi } from './app/lesson-api.js'
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
export { createLessonHandler, type LessonHandler, type WorkDone } from './composition.js'
export type { CorsOptions } from './http/app.js'
export type { Authenticate, Caller, Role, SignedIn } from './app/caller.js'
export type { Entitlement, EntitlementQuestion } from './app/entitlement.js'
export type { PlaybackAllowed, PlaybackQuestion } from './app/playback-allowed.js'
export type { HostContext, NativeCall } from './app/host-context.js'
export { LessonProblem, type LessonProblemOptions, type ProblemDetail } from './problems/lesson-problem.js'
export type { Logger } from './app/logger.js'
export type { RedisClient } from './limits/redis-rate-limiter.js'
export type { OpenTelemetryApi } from './telemetry/open-telemetry-api.js'
export { muxFromEnv } from './options/mux-from-env.js'
export type {
  EndpointOptions,
  EventOptions,
  LessonHandlerOptions,
  MuxOptions,
  MuxSigningKey,
  PolicyOptions,
  PrivacyOptions,
  RateLimitOptions,
  RetentionOptions,
} from './options/options.js'
export type { PlaybackTerms, Resolution } from './signing/playback-terms.js'
export type { Enrolment } from './core/records/enrolment.js'
export type { LessonStore } from './storage/store.js'
export { StorageUnavailableError } from './storage/database/storage-unavailable-error.js'
