import { assert } from 'chai'
import type {
  CompleteDetail,
  ErrorDetail,
  LessonPlayerElement,
  ProgressDetail,
  QualityDetail,
  ReadyDetail,
} from '../../src/index.js'
import { mount, panelText, part, unmountAll } from '../support/mount.js'
import { next, record, until } from '../support/wait.js'

let learners = 0

describe('a lesson with the real handler', () => {
  // Its database starts with the first call, which on a busy machine takes longer than any test may.
  before(async function () {
    this.timeout(60_000)
    await fetch('/lessons-api/v1/health/live')
  })
  afterEach(unmountAll)

  /** Everybody is new to the lesson unless named. */
  function mountReal(attributes: Record<string, string | boolean> = {}): LessonPlayerElement {
    learners += 1
    const learner = `learner-${learners}`
    const fixed = { 'lesson-id': 'fire-safety-1', 'auth-token': learner, loading: 'eager', muted: true }
    return mount({ ...fixed, ...attributes })
  }
  const inner = (element: LessonPlayerElement) => element.muxPlayer as HTMLVideoElement & { media: HTMLVideoElement }

  it('plays, and what was played comes back as progress', async () => {
    const element = mountReal()
    const { detail } = await next<ReadyDetail>(element, 'ehr-ready')
    assert.equal(detail.lesson.id, 'fire-safety-1')
    assert.deepInclude(detail.progress, { watchedSegments: [], percent: 0, completed: false })
    assert.isTrue(element.matches(':state(ready)'))
    await element.play()
    await until(() => element.currentTime > 2)
    element.pause()
    const played = element.currentTime
    await until(() => (element.progress?.watchedSeconds ?? 0) > played - 0.3)
    assert.isAtMost(element.progress?.watchedSeconds ?? 0, played + 0.3)
    assert.equal(element.watched.length, 1)
    assert.closeTo(element.watched.end(0), played, 0.3)
    assert.isString(element.sessionId)
    assert.deepEqual(await element.flush(), { pending: 0 })
  })

  it('resumes where the learner stopped, unless asked not to', async () => {
    const first = mountReal({ 'auth-token': 'resuming' })
    await next(first, 'ehr-ready')
    first.currentTime = 6
    await first.play()
    await until(() => first.currentTime > 7)
    first.pause()
    const stopped = first.currentTime
    await until(() => (first.progress?.watchedSeconds ?? 0) > 0.5)
    await first.flush()
    unmountAll()

    const second = mountReal({ 'auth-token': 'resuming' })
    await next(second, 'loadeddata')
    assert.closeTo(second.currentTime, stopped, 0.5)
    unmountAll()

    const third = mountReal({ 'auth-token': 'resuming', 'no-resume': true })
    await next(third, 'loadeddata')
    assert.equal(third.currentTime, 0)
  })

  it('starts where the page says, playing if the page said so before there was anything to play', async () => {
    const element = mountReal({ loading: 'click' })
    element.currentTime = 9
    element.volume = 0.5
    element.playbackRate = 1.25
    assert.equal(element.currentTime, 9)
    assert.isTrue(element.paused)
    const playing = element.play()
    assert.isFalse(element.paused)
    await playing
    assert.isAtLeast(element.currentTime, 9)
    assert.isBelow(element.currentTime, 10)
    assert.equal(element.playbackRate, 1.25)
    assert.equal(inner(element).media.volume, 0.5)
  })

  it('is complete once most of it was played, and says so once', async () => {
    const element = mountReal({ 'lesson-id': 'short' })
    await next(element, 'ehr-ready')
    const completions = record(element, 'ehr-complete')
    const progress = record(element, 'ehr-progress')
    const ended = next(element, 'ended')
    await element.play()
    await ended
    await until(() => completions.length > 0)
    const detail = completions[0]?.detail as CompleteDetail
    assert.equal(detail.lessonId, 'short')
    assert.match(detail.completedAt ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    assert.isTrue(element.completed)
    await element.updateComplete
    assert.isTrue(element.matches(':state(completed)'))
    assert.isAbove(progress.length, 1)
    assert.isAtLeast((progress.at(-1)?.detail as ProgressDetail).progress.percent, 90)
    element.currentTime = 0
    await element.play()
    await until(() => element.currentTime > 1.5)
    await element.flush()
    assert.lengthOf(completions, 1)
  })

  it('is not complete when it was only sought to its end', async () => {
    const element = mountReal()
    await next(element, 'loadedmetadata')
    const completions = record(element, 'ehr-complete')
    element.currentTime = element.duration - 1
    const ended = next(element, 'ended')
    await element.play()
    await ended
    // On a busy machine hls.js may skip what it has not loaded yet, so that even the last second is not played.
    assert.deepEqual(await element.flush(), { pending: 0 })
    assert.isBelow(element.progress?.percent ?? 100, 15)
    assert.isEmpty(completions)
  })

  for (const [who, learner, code, words] of [
    [
      'whose enrolment has ended that the lesson is closed',
      'former',
      'entitlement_denied',
      'have access to this lesson',
    ],
    [
      'that there is no such lesson to anyone who may not know of it',
      'stranger',
      'lesson_not_found',
      'Lesson not found',
    ],
  ] as const) {
    it(`says in words to a learner ${who}`, async () => {
      const element = mountReal({ 'auth-token': learner })
      const { detail } = await next<ErrorDetail>(element, 'ehr-error')
      assert.include(detail, { code, fatal: true })
      await element.updateComplete
      assert.include(panelText(element), words)
    })
  }

  it('reports which quality is on screen', async () => {
    const element = mountReal()
    const { detail } = await next<QualityDetail>(element, 'ehr-quality')
    assert.isNull(detail.from)
    assert.include([360, 720, 1080], detail.to)
    assert.isAbove(detail.bitrate, 10_000)
    assert.isFalse(detail.chosen)
  })

  it('offers no speed above what the lesson allows', async () => {
    const element = mountReal({ 'playback-rates': '1 1.5 2 3 16' })
    await next(element, 'ehr-ready')
    assert.equal(inner(element).getAttribute('playbackrates'), '1 1.5 2')
  })

  it('case 54: goes on with its session when it is moved within a task', async () => {
    const element = mountReal()
    await next(element, 'ehr-ready')
    await element.play()
    await until(() => element.currentTime > 1)
    const session = element.sessionId
    const at = element.currentTime
    const home = document.createElement('div')
    document.body.append(home)
    const ready = record(element, 'ehr-ready')
    home.append(element)
    await next(element, 'playing')
    await until(() => element.currentTime > at + 0.5)
    assert.equal(element.sessionId, session)
    assert.isEmpty(ready)
    element.pause()
    await element.flush()
    const played = element.watched.end(element.watched.length - 1)
    await until(() => Math.abs((element.progress?.watchedSeconds ?? 0) - played) < 0.4)
    home.remove()
  })

  it('plays the lesson that was named last, also when that happens in the same task', async () => {
    const element = mountReal()
    await next(element, 'ehr-ready')
    const first = element.sessionId
    await element.play()
    element.setAttribute('lesson-id', 'fire-safety-3')
    assert.isTrue(element.paused)
    assert.equal(element.currentTime, 0)
    assert.isNull(element.sessionId)
    await element.play()
    await until(() => element.currentTime > 0.5)
    assert.notEqual(element.sessionId, first)
    assert.closeTo(element.duration, 40.6, 0.5)
  })

  it('ends its session when it is removed, and opens another when it comes back', async () => {
    const element = mountReal()
    await next(element, 'ehr-ready')
    const session = element.sessionId
    element.remove()
    await until(() => element.sessionId === null)
    assert.isNull(element.muxPlayer)
    const ready = next(element, 'ehr-ready')
    document.body.append(element)
    await ready
    assert.notEqual(element.sessionId, session)
  })

  it('pauses the other players of the page, unless it is asked to leave them alone', async () => {
    const one = mountReal()
    const two = mountReal({ 'no-pause-others': true })
    await Promise.all([next(one, 'ehr-ready'), next(two, 'ehr-ready')])
    await one.play()
    await two.play()
    assert.isFalse(one.paused)
    const paused = next(two, 'pause')
    one.pause()
    await one.play()
    await paused
    assert.isFalse(one.paused)
  })

  it('shows its still until the first picture', async () => {
    const element = mountReal()
    await next(element, 'ehr-ready')
    await element.updateComplete
    assert.isFalse(part(element, '.poster').hasAttribute('hidden'))
    await element.play()
    await until(() => part(element, '.poster').hasAttribute('hidden'))
  })

  it('asks nothing before it comes near the viewport, nor at all without a lesson', async () => {
    const far = document.createElement('div')
    far.style.height = '500vh'
    document.body.append(far)
    const element = mountReal({ loading: 'lazy' })
    const idle = mountReal({ 'lesson-id': '' })
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    assert.isFalse(element.matches(':state(loading)'))
    assert.isFalse(idle.matches(':state(loading)'))
    const ready = next(element, 'ehr-ready')
    element.scrollIntoView()
    await ready
    assert.isNull(idle.sessionId)
    far.remove()
  })
})
