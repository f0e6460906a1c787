import { captureEvent, init, makeBrowserOfflineTransport, makeFetchTransport } from '@sentry/browser'
import type { Given } from '../truth.js'
import { reportEvery } from './report-every.js'

declare const given: Given

const offline = makeBrowserOfflineTransport((options) => makeFetchTransport(options, window.fetch))

init({
  dsn: 'https://key@collector.test/1',
  transport: (options) => offline({ ...options, flushAtStartup: true, maxQueueSize: 1000 }),
  defaultIntegrations: false,
})

Reflect.set(
  globalThis,
  'watcher',
  reportEvery((from, to) => void captureEvent({ message: 'watched', extra: { session: given.session, from, to } })),
)
