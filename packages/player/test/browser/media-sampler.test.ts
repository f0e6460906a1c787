import { assert } from 'chai'
import { sampleMedia } from '../../src/browser/media-sampler.js'
import { systemClock } from '../../src/browser/system-clock.js'
import type { Sample } from '../../src/core/reporting/sample.js'
import type { MediaSampling } from '../../src/ports/media.js'

describe('media sampler', () => {
  let video: HTMLVideoElement
  let samples: Sample[]
  let sampling: MediaSampling
  let isPageVisible: boolean

  beforeEach(() => {
    video = document.createElement('video')
    document.body.append(video)
    samples = []
    isPageVisible = true
    sampling = sampleMedia(video, {
      clock: systemClock,
      isPageVisible: () => isPageVisible,
      take: (sample) => samples.push(sample),
    })
  })
  afterEach(() => {
    sampling.stop()
    video.remove()
  })

  it('samples at the events of the media, and no more after it was stopped', () => {
    video.dispatchEvent(new Event('seeking'))
    sampling.stop()
    video.dispatchEvent(new Event('seeked'))
    assert.deepEqual(
      samples.map(({ cause }) => cause),
      ['seeking'],
    )
  })

  it('gives position 0 and no ranges of an element without media', () => {
    const { position, played, paused } = sampling.sample('begin')
    assert.deepEqual([position, played, paused], [0, null, true])
  })

  it('calls a video without sound muted, unless it shows captions', () => {
    assert.isFalse(sampling.sample('tick').muted)
    video.volume = 0
    assert.isTrue(sampling.sample('tick').muted)
    video.volume = 1
    video.muted = true
    assert.isTrue(sampling.sample('tick').muted)
    const chapters = video.addTextTrack('chapters')
    chapters.mode = 'showing'
    assert.isTrue(sampling.sample('tick').muted)
    const captions = video.addTextTrack('captions')
    assert.isTrue(sampling.sample('tick').muted)
    captions.mode = 'showing'
    assert.isFalse(sampling.sample('tick').muted)
  })

  it('calls a video visible with its page, in picture-in-picture, and on a remote screen', () => {
    assert.isTrue(sampling.sample('tick').visible)
    isPageVisible = false
    assert.isFalse(sampling.sample('tick').visible)
    Object.defineProperty(document, 'pictureInPictureElement', { value: video, configurable: true })
    try {
      assert.isTrue(sampling.sample('tick').visible)
    } finally {
      Reflect.deleteProperty(document, 'pictureInPictureElement')
    }
    Object.defineProperty(video, 'remote', { value: { state: 'connected' } })
    assert.isTrue(sampling.sample('tick').visible)
  })

  it('asks what was played only where something is doubtful', () => {
    let asked = 0
    Object.defineProperty(video, 'played', {
      get: () => {
        asked += 1
        return { length: 1, start: () => 0, end: () => 5 }
      },
    })
    sampling.sample('begin')
    for (let tick = 0; tick < 20; tick += 1) sampling.sample('tick')
    assert.strictEqual(asked, 1)
    assert.deepEqual(sampling.sample('seeking').played, { until: 5_000, from: 0 })
  })
})
