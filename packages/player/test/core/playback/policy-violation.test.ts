import { assert } from 'chai'
import { readViolation, type PolicyViolation } from '../../../src/core/playback/policy-violation.js'

const OURS = { endpoint: 'https://learn.example/api', stream: 'https://stream.mux.com/a.m3u8?token=x' }
const inside = (directive: string, blocked: string): PolicyViolation => ({ directive, blocked, isInside: true })
const outside = (directive: string, blocked: string): PolicyViolation => ({ directive, blocked, isInside: false })

describe('a violation of a content security policy', () => {
  for (const [violation, effect] of [
    [outside('connect-src', 'https://learn.example/api/v1/sessions'), 'fatal'],
    [outside('connect-src', 'https://stream.mux.com/a.m3u8?token=x'), 'fatal'],
    [outside('connect-src', 'https://chunk-gce-us-east1.edgemv.mux.com/v1/chunk/x.m4s'), 'fatal'],
    [outside('connect-src', 'https://image.mux.com/a/storyboard.vtt?token=x'), 'degraded'],
    [outside('connect-src', 'https://analytics.example/beacon'), null],
    [outside('connect-src', 'https://notmux.com/x'), null],
    [outside('media-src', 'blob'), 'fatal'],
    [outside('media-src', 'https://stream.mux.com/a.m3u8?token=x'), 'fatal'],
    [outside('media-src', 'https://image.mux.com/a/storyboard.vtt?format=webp'), 'degraded'],
    [outside('media-src', 'https://films.example/x.mp4'), null],
    [outside('worker-src', 'blob'), 'degraded'],
    [outside('script-src-elem', 'https://learn.example/ehr-mux-player-DP1TGkEG.js'), 'fatal'],
    [outside('script-src-elem', 'https://ads.example/x.js'), null],
    [outside('script-src-elem', 'inline'), null],
    [inside('style-src-elem', 'inline'), 'degraded'],
    [outside('img-src', 'https://image.mux.com/a/thumbnail.webp'), 'degraded'],
    [outside('img-src', 'https://ads.example/pixel.png'), null],
    [outside('style-src-elem', 'inline'), null],
  ] as const) {
    const where = violation.isInside ? 'inside' : 'outside'
    it(`of ${violation.directive} by ${violation.blocked} ${where} is ${effect ?? 'not the player’s'}`, () => {
      assert.equal(readViolation(violation, OURS), effect)
    })
  }

  it('is not the player’s while nothing was asked for', () => {
    const violation = outside('connect-src', 'https://stream.mux.com/a.m3u8')
    assert.isNull(readViolation(violation, { endpoint: null, stream: null }))
    assert.isNull(readViolation(outside('media-src', 'blob'), { endpoint: null, stream: null }))
  })
})
