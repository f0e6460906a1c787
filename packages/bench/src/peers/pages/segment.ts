import { AnalyticsBrowser } from '@segment/analytics-next'
import type { Given } from '../truth.js'
import { reportEvery } from './report-every.js'

declare const given: Given

const integrations = { 'Segment.io': { apiKey: 'key', apiHost: 'collector.test/v1' } }
const analytics = AnalyticsBrowser.load({ writeKey: 'key', cdnSettings: { integrations } }, { retryQueue: true })

Reflect.set(
  globalThis,
  'watcher',
  reportEvery((from, to) => void analytics.track('watched', { session: given.session, from, to })),
)
