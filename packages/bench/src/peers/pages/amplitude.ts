import { init, track } from '@amplitude/analytics-browser'
import type { Given } from '../truth.js'
import { reportEvery } from './report-every.js'

declare const given: Given

init('key', 'learner', {
  serverUrl: 'https://collector.test/2/httpapi',
  autocapture: false,
  remoteConfig: { fetchRemoteConfig: false },
  enableDiagnostics: false,
})

Reflect.set(
  globalThis,
  'watcher',
  reportEvery((from, to) => void track('watched', { session: given.session, from, to })),
)
