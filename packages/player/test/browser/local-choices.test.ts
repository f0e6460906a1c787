import { assert } from 'chai'
import { localChoices } from '../../src/browser/local-choices.js'
import { NO_CHOICES } from '../../src/core/playback/learner-choices.js'
import { withStorage } from '../support/with-storage.js'

const KEY = 'ehr-lesson-player'

describe('choices on this device', () => {
  afterEach(() => {
    // What could not be written is kept until something can be.
    localChoices.change(NO_CHOICES)
    localStorage.removeItem(KEY)
  })

  it('are kept under one key, part by part', () => {
    assert.deepEqual(localChoices.read(), NO_CHOICES)
    localChoices.change({ rate: 1.5 })
    localChoices.change({ quality: { height: 720, bitrate: null } })
    assert.deepEqual(localChoices.read(), { ...NO_CHOICES, rate: 1.5, quality: { height: 720, bitrate: null } })
    assert.deepEqual(Object.keys(localStorage), [KEY])
  })

  it('leave alone what another tab has chosen meanwhile', () => {
    localChoices.change({ rate: 1.5 })
    localStorage.setItem(KEY, '{"version":1,"rate":2}')
    localChoices.change({ captions: { on: false, language: 'en' } })
    assert.deepEqual(localChoices.read(), { ...NO_CHOICES, rate: 2, captions: { on: false, language: 'en' } })
  })

  it('are empty where something else is stored, which the next choice replaces', () => {
    localStorage.setItem(KEY, '{"version":1,"rate":')
    assert.deepEqual(localChoices.read(), NO_CHOICES)
    localChoices.change({ rate: 1.25 })
    assert.equal(localChoices.read().rate, 1.25)
  })

  for (const state of ['denied', 'full'] as const) {
    it(`live as long as the page where storage is ${state}`, async () => {
      localChoices.change({ rate: 2 })
      await withStorage(state, () => {
        localChoices.change({ rate: 1.25 })
        localChoices.change({ captions: { on: true, language: 'de' } })
        assert.deepEqual(localChoices.read(), { ...NO_CHOICES, rate: 1.25, captions: { on: true, language: 'de' } })
        localChoices.change({ rate: NaN })
        assert.isNull(localChoices.read().rate)
      })
      localChoices.change({ rate: 1.5 })
      assert.include(localStorage.getItem(KEY), '"rate":1.5')
      assert.include(localStorage.getItem(KEY), '"language":"de"')
    })
  }

  it('are empty where storage is denied from the start', async () => {
    await withStorage('denied', () => assert.deepEqual(localChoices.read(), NO_CHOICES))
  })
})
