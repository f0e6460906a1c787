import { AnalyticsBrowser } from '@segment/analytics-next'
import type { Given } from '../truth.js'
import { tellEvery } from './tell-every.js'

declare const given: Given

const integrations = { 'Segment.io': { apiKey: 'key', apiHost: 'collector.test/v1' } }
const analytics = AnalyticsBrowser.load({ writeKey: 'key', cdnSettings: { integrations } }, { retryQueue: true })

Reflect.set(
  globalThis,
  'watcher',
  tellEvery((from, to) => void analytics.track('watched', { session: given.session, from, to })),
)
