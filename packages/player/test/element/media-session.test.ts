import { assert } from 'chai'
import { HttpResponse } from 'msw'
import { madeUpGrant } from '../support/made-up-grant.js'
import { mount, unmountAll } from '../support/mount.js'
import { useFakeHandler } from '../support/use-fake-handler.js'
import { next, until } from '../support/wait.js'

const { mediaSession } = navigator
const { setActionHandler } = MediaSession.prototype

describe('the system’s media controls', () => {
  const handler = useFakeHandler()
  let learner = 0
  /** What the system was given: nobody but the system can call it. */
  const handlers = new Map<string, MediaSessionActionHandler>()
  beforeEach(() => {
    learner += 1
    handlers.clear()
    MediaSession.prototype.setActionHandler = function (name, given) {
      setActionHandler.call(this, name, given)
      if (given) handlers.set(name, given)
      else handlers.delete(name)
    }
  })
  afterEach(() => {
    MediaSession.prototype.setActionHandler = setActionHandler
    mediaSession.metadata = null
  })
  const press = (action: MediaSessionAction, more = {}) => handlers.get(action)?.({ action, ...more })
  const grant = (settings: Parameters<typeof madeUpGrant>[0] = {}) =>
    handler.then(async () =>
      HttpResponse.json(await madeUpGrant({ scope: `media-session-${learner}`, ...settings }), { status: 201 }),
    )

  async function lesson(attributes = {}) {
    const basics = { endpoint: '/fake-api', 'lesson-id': 'fire-safety-1', loading: 'eager', muted: true }
    const element = mount({ ...basics, ...attributes })
    await next(element, 'canplay')
    return element
  }

  it('show the lesson, its course and its still once it plays, and not before', async () => {
    const element = await lesson()
    assert.isNull(mediaSession.metadata)
    await element.play()
    await until(() => mediaSession.metadata !== null)
    const { title, album, artwork } = mediaSession.metadata!
    assert.deepEqual([title, album], ['When the alarm sounds', 'Fire safety basics'])
    assert.include(artwork[0]?.src, '/thumbnail.webp')
    assert.isFalse(handlers.has('nexttrack'))
  })

  it('go on to the next lesson while there is one', async () => {
    const element = await lesson({ 'next-lesson-id': 'fire-safety-2' })
    await element.play()
    await until(() => mediaSession.metadata !== null)
    assert.isTrue(handlers.has('nexttrack'))
    element.nextLessonId = null
    await element.updateComplete
    assert.isFalse(handlers.has('nexttrack'))
    element.nextLessonId = 'fire-safety-2'
    await element.updateComplete
    const asked = next(element, 'ehr-next')
    press('nexttrack')
    assert.deepEqual((await asked).detail, { lessonId: 'fire-safety-2', automatic: false })
    await until(() => element.lessonId === 'fire-safety-2' && !element.paused && element.currentTime > 0.1)
    assert.isFalse(handlers.has('nexttrack'))
  })

  it('leave the next lesson to a page that cancels', async () => {
    const element = await lesson({ 'next-lesson-id': 'fire-safety-2' })
    await element.play()
    await until(() => mediaSession.metadata !== null)
    const asked = next(element, 'ehr-next')
    element.addEventListener('ehr-next', (event) => event.preventDefault())
    press('nexttrack')
    await asked
    assert.equal(element.lessonId, 'fire-safety-1')
    assert.isFalse(element.paused)
  })

  it('pause, play and seek', async () => {
    const element = await lesson()
    await element.play()
    await until(() => mediaSession.metadata !== null)
    press('pause')
    await until(() => element.paused)
    press('seekto', { seekTime: 12 })
    assert.closeTo(element.currentTime, 12, 0.05)
    press('seekbackward')
    assert.closeTo(element.currentTime, 2, 0.05)
    press('seekforward', { seekOffset: 3 })
    assert.closeTo(element.currentTime, 5, 0.05)
    press('seekto', {})
    assert.closeTo(element.currentTime, 5, 0.05)
    press('previoustrack')
    assert.equal(element.currentTime, 0)
    press('play')
    await until(() => !element.paused)
  })

  it('go no further than the lesson lets a learner skip, and the learner reads why', async () => {
    grant({ seekPolicy: 'watched', position: 5, watched: [[0, 8]] })
    const element = await lesson()
    await element.play()
    await until(() => mediaSession.metadata !== null)
    element.pause()
    const denied = next<{ to: number; allowedTo: number }>(element, 'ehr-seek-denied')
    press('seekto', { seekTime: 16 })
    assert.include((await denied).detail, { to: 16, allowedTo: 8 })
    assert.closeTo(element.currentTime, 8, 0.05)
  })

  it('belong to the lesson that played last', async () => {
    const first = await lesson()
    await first.play()
    await until(() => mediaSession.metadata?.title === 'When the alarm sounds')
    const second = await lesson({ 'lesson-id': 'fire-safety-3' })
    await second.play()
    await until(() => mediaSession.metadata !== null && mediaSession.metadata.title !== 'When the alarm sounds')
    first.remove()
    await until(() => first.muxPlayer === null)
    assert.isNotNull(mediaSession.metadata)
    press('pause')
    await until(() => second.paused)
  })

  it('forget a lesson that is gone', async () => {
    const element = await lesson()
    await element.play()
    await until(() => mediaSession.metadata !== null)
    unmountAll()
    await until(() => mediaSession.metadata === null)
    assert.equal(handlers.size, 0)
    press('pause')
  })

  it('are left to a page that shows something else', async () => {
    const element = await lesson()
    await element.play()
    await until(() => mediaSession.metadata !== null)
    const own = new MediaMetadata({ title: 'Of the page' })
    mediaSession.metadata = own
    unmountAll()
    await until(() => element.muxPlayer === null)
    assert.strictEqual(mediaSession.metadata, own)
    assert.isAbove(handlers.size, 0)
  })

  it('do without actions that a browser does not know', async () => {
    MediaSession.prototype.setActionHandler = function (name, given) {
      if (name === 'seekto') throw new TypeError('Not an action')
      setActionHandler.call(this, name, given)
      if (given) handlers.set(name, given)
    }
    const element = await lesson()
    await element.play()
    await until(() => handlers.has('previoustrack'))
    assert.isFalse(handlers.has('seekto'))
  })
})
