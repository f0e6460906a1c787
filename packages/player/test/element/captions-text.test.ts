import { assert } from 'chai'
import { HttpResponse } from 'msw'
import { LessonCallError } from '../../src/index.js'
import { problem } from '../support/fake-handler.js'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

describe('the captions of a lesson as text', () => {
  const handler = useFakeHandler()
  const idle = (attributes = {}) =>
    mount({ endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'click', muted: true, ...attributes })
  const code = (asked: Promise<unknown>) =>
    asked.then(
      () => assert.fail('Nothing to read'),
      (error: unknown) => {
        assert.instanceOf(error, LessonCallError)
        return error.code
      },
    )

  it('are there without anything played or shown', async () => {
    const element = idle({ preload: 'none' })
    const { lessonId, title, chapters, tracks } = await element.captions()
    assert.deepEqual([lessonId, title], ['fire-safety-1', 'When the alarm sounds'])
    assert.deepEqual(
      chapters.map(({ title: heading }) => heading),
      ['The alarm sounds', 'Leave at once', 'Be counted'],
    )
    assert.deepEqual(
      tracks.map(({ language, label }) => [language, label]),
      [['en', 'English']],
    )
    const cues = await tracks[0]!.cues()
    assert.lengthOf(cues, 6)
    assert.deepEqual(cues[3], { from: 10.235, to: 11.529, text: 'Never use the lift.', speaker: null })
    assert.isTrue(element.paused)
    assert.isNull(localStorage.getItem('ehr-lesson-player'))
    assert.isFalse(handler.urls.some((url) => url.includes('.m4s')))
  })

  it('are asked for once', async () => {
    // A player that loads ahead would ask for what it shows itself.
    const element = idle({ preload: 'none' })
    const [one, two] = await Promise.all([element.captions(), element.captions()])
    await Promise.all([one.tracks[0]!.cues(), two.tracks[0]!.cues()])
    await (await element.captions()).tracks[0]!.cues()
    assert.lengthOf(
      handler.urls.filter((url) => url.includes('.vtt') && !url.includes('storyboard')),
      1,
    )
    assert.lengthOf(handler.asked, 1)
  })

  it('come with fresh addresses where those of the grant have run out', async () => {
    handler.then(async () => HttpResponse.json(await madeUpGrant({ lifetime: -10 }), { status: 201 }))
    const element = idle()
    const { tracks } = await element.captions()
    assert.lengthOf(await tracks[0]!.cues(), 6)
    assert.isNotEmpty(handler.renewed)
  })

  it('wait for a grant that comes late, and fail with the code of one that is refused', async () => {
    handler.then(() => problem(503, 'overloaded', { 'retry-after': '1' }))
    assert.lengthOf((await idle().captions()).tracks, 1)
    handler.then(() => problem(403, 'entitlement_denied'))
    assert.equal(await code(idle().captions()), 'entitlement_denied')
    assert.equal(await code(idle({ 'lesson-id': false }).captions()), 'misconfigured')
  })

  it('are those of the lesson that is on', async () => {
    const element = idle({ loading: 'eager' })
    const before = await element.captions()
    element.lessonId = 'fire-safety-2'
    await next(element, 'ehr-ready')
    assert.equal((await element.captions()).lessonId, 'fire-safety-2')
    assert.equal(await code(before.tracks[0]!.cues()), 'session_not_found')
  })

  it('leave what is shown as it is while it plays', async () => {
    handler.master = (playlist) => {
      const english = playlist.split('\n').find((line) => line.startsWith('#EXT-X-MEDIA:TYPE=SUBTITLES'))!
      return playlist.replace(english, `${english}\n${english.replace('English', 'Deutsch').replace('"en"', '"de"')}`)
    }
    const element = idle({ loading: 'eager', autoplay: true })
    await until(() => element.currentTime > 0.3)
    const modes = () => [...(element.textTracks ?? [])].map(({ language, mode }) => `${language} ${mode}`)
    await until(() => modes().includes('en showing'))
    const before = modes()
    const { tracks } = await element.captions()
    assert.lengthOf(tracks, 2)
    assert.lengthOf(await tracks[1]!.cues(), 6)
    assert.deepEqual(modes(), before)
  })
})
