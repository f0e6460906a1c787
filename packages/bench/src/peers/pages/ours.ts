import { createApiClient, createReporting } from '../../../../player/src/session.js'
import type { Given } from '../truth.js'
import { PlainMedia } from './plain-media.js'

declare const given: Given

const api = createApiClient({
  endpoint: 'https://collector.test/lessons-api',
  authToken: () => 'token',
  getAuthToken: () => null,
})
const ignore = (): void => undefined
const reporting = createReporting({
  api,
  listener: { acknowledged: ignore, clockStepped: ignore, sync: ignore, error: ignore },
})
const media = new PlainMedia(given)
reporting.begin(
  {
    endpoint: 'https://collector.test/lessons-api',
    scope: 'scope',
    sessionId: given.session,
    lessonId: 'lesson',
    duration: 3_600_000,
    sessionAge: 0,
    every: 15_000,
  },
  media,
)

Reflect.set(globalThis, 'watcher', media)
