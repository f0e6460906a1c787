import { assert } from 'chai'
import type { LessonUploaderElement, UploadStateDetail } from '../../src/index.js'
import {
  buttonNamed,
  call,
  endFaults,
  makeLesson,
  mount,
  sampleFilm,
  seen,
  steer,
  unmountAll,
  until,
  work,
} from '../support/studio-page.js'

/** Everything that the element reports, from now on. */
function listen(element: LessonUploaderElement) {
  const states: string[] = []
  const progress: { readonly sent: number; readonly total: number }[] = []
  const errors: string[] = []
  element.addEventListener('ehr-upload-state', (event) =>
    states.push((event as CustomEvent<UploadStateDetail>).detail.state),
  )
  element.addEventListener('ehr-upload-progress', (event) =>
    progress.push((event as CustomEvent<{ sent: number; total: number }>).detail),
  )
  element.addEventListener('ehr-error', (event) => errors.push((event as CustomEvent<{ code: string }>).detail.code))
  return { states, progress, errors }
}

const ready = (element: LessonUploaderElement) => until(() => element.state === 'ready')

describe('a lesson uploader', () => {
  afterEach(async () => {
    unmountAll()
    localStorage.clear()
    await endFaults()
  })

  it('brings a file to Mux and shows the video with its still, and the lesson has it', async () => {
    const lessonId = await makeLesson()
    const element = mount('ehr-lesson-uploader', { 'lesson-id': lessonId })
    const { states, progress, errors } = listen(element)
    const done = new Promise<unknown>((resolve) =>
      element.addEventListener('ehr-upload-ready', (event) => resolve((event as CustomEvent<unknown>).detail)),
    )
    await element.updateComplete
    assert.include(seen(element), 'Choose a video')
    element.upload(await sampleFilm())
    await until(() => element.state === 'processing')
    await work()
    const detail = (await done) as { lessonId: string; mediaVersion: number; duration: number }
    assert.deepInclude(detail, { lessonId, mediaVersion: 1 })
    assert.closeTo(detail.duration, 19.48, 0.1)
    assert.deepEqual(states, ['checking', 'creating', 'uploading', 'processing', 'ready'])
    assert.equal(progress.at(-1)?.sent, progress.at(-1)?.total)
    assert.deepEqual(errors, [])
    await element.updateComplete
    assert.include(seen(element), 'The video is ready')
    const still = element.shadowRoot!.querySelector<HTMLImageElement>('[part=still]')!
    await until(() => still.naturalWidth > 0)
    assert.isTrue(element.matches(':state(ready)'))
    assert.equal((await call(`/v1/lessons/${lessonId}`))['status'], 'ready')
    assert.equal(localStorage.length, 0)
  })

  // Twice: over a connection that was used before, Chromium sends again by itself once.
  it('goes on after a cut, a 502 and a page that was loaded again, and refuses another file', async () => {
    const lessonId = await makeLesson()
    await steer('faults', { match: { method: 'PUT', path: '*/upload/*' }, action: 'cut', bytes: 300_000, times: 2 })
    await steer('faults', { match: { method: 'PUT', path: '*/upload/*' }, action: 'status', status: 502 })
    await steer('faults', { match: { method: 'PUT', path: '*/upload/*' }, action: 'delay', ms: 300, times: 6 })
    const first = mount('ehr-lesson-uploader', { 'lesson-id': lessonId })
    const heard = listen(first)
    const film = await sampleFilm('film.mp4', 9_000_000)
    first.upload(film)
    await until(() => heard.progress.some(({ sent }) => sent > 1_000_000))
    first.pause()
    await until(() => first.state === 'paused')
    assert.include(heard.states, 'offline')
    first.remove()
    await new Promise((resolve) => setTimeout(resolve))

    const second = mount('ehr-lesson-uploader', { 'lesson-id': lessonId })
    const again = listen(second)
    await until(() => second.state === 'paused')
    await second.updateComplete
    assert.include(seen(second), 'The upload of film.mp4 isn’t finished.')
    buttonNamed(second, 'Choose the same file to continue')
    second.upload(await sampleFilm('other.mp4', 9_000_001))
    await second.updateComplete
    assert.include(seen(second), 'This isn’t the file that the upload began with')
    assert.deepEqual(again.errors, ['upload_not_accepted'])
    second.upload(film)
    await until(() => second.state === 'processing')
    await work()
    await ready(second)
    const uploads = (await call(`/v1/uploads?lesson_id=${lessonId}`))['items'] as { state: string }[]
    assert.deepEqual(
      uploads.map(({ state }) => state),
      ['ready'],
    )
  })

  it('stops and goes on by its buttons, keeps the focus, and cancels at the handler', async () => {
    const lessonId = await makeLesson()
    await steer('faults', { match: { method: 'PUT', path: '*/upload/*' }, action: 'delay', ms: 500, times: 3 })
    const element = mount('ehr-lesson-uploader', { 'lesson-id': lessonId })
    element.upload(await sampleFilm('film.mp4', 5_000_000))
    await until(() => element.state === 'uploading')
    await element.updateComplete
    const bar = element.shadowRoot!.querySelector('[role=progressbar]')!
    assert.equal(bar.getAttribute('aria-valuenow'), '0')
    const pause = buttonNamed(element, 'Pause')
    pause.focus()
    pause.click()
    await element.updateComplete
    assert.isNotNull(element.shadowRoot!.activeElement, 'the focus stays within the element')
    assert.isTrue(isLeavingGuarded())
    buttonNamed(element, 'Resume').click()
    await element.updateComplete
    assert.equal(element.state, 'uploading')
    buttonNamed(element, 'Cancel upload').click()
    await element.updateComplete
    assert.include(seen(element), 'Upload cancelled')
    assert.isFalse(isLeavingGuarded())
    await until(() => localStorage.length === 0)
    let states: string[] = []
    while (!states.includes('cancelled')) {
      const { items } = (await call(`/v1/uploads?lesson_id=${lessonId}`)) as { items: { state: string }[] }
      states = items.map(({ state }) => state)
    }
    assert.deepEqual(states, ['cancelled'])
  })

  it('says in words what is no video, and takes a dropped file', async () => {
    const lessonId = await makeLesson()
    const element = mount('ehr-lesson-uploader', { 'lesson-id': lessonId, 'max-size': '1000000000' })
    await element.updateComplete
    assert.include(seen(element), 'Up to 1 GB')
    element.upload(new File(['x'], 'notes.txt', { type: 'text/plain' }))
    await element.updateComplete
    assert.equal(element.shadowRoot!.querySelector('[role=alert]')?.textContent.trim(), 'This file isn’t a video.')
    assert.equal(element.state, 'idle')
    const carried = new DataTransfer()
    carried.items.add(await sampleFilm())
    const surface = element.shadowRoot!.querySelector('.surface')!
    surface.dispatchEvent(new DragEvent('dragover', { dataTransfer: carried, cancelable: true, bubbles: true }))
    await element.updateComplete
    assert.isTrue(surface.classList.contains('over'))
    surface.dispatchEvent(new DragEvent('drop', { dataTransfer: carried, cancelable: true, bubbles: true }))
    await until(() => element.state === 'processing')
    await work()
    await ready(element)
  })

  it('offers to take the place of another upload of the lesson', async () => {
    const lessonId = await makeLesson()
    const body = { lesson_id: lessonId, file: { name: 'else.mp4', size: 5, type: 'video/mp4' } }
    await call('/v1/uploads', { method: 'POST', body: JSON.stringify(body) })
    const element = mount('ehr-lesson-uploader', { 'lesson-id': lessonId })
    element.upload(await sampleFilm())
    await until(() => element.state === 'failed')
    await element.updateComplete
    assert.include(seen(element), 'Another upload of this lesson isn’t finished.')
    buttonNamed(element, 'Cancel the other upload and start').click()
    await until(() => element.state === 'processing')
    await work()
    await ready(element)
  })

  it('asks for a sign-in, and goes on with it', async () => {
    const lessonId = await makeLesson()
    const element = mount('ehr-lesson-uploader', { 'lesson-id': lessonId })
    element.authToken = null
    element.getAuthToken = () => Promise.resolve(null)
    element.upload(await sampleFilm())
    await until(() => seen(element).includes('You’re signed out'))
    const asked = new Promise((resolve) => element.addEventListener('ehr-sign-in', resolve))
    element.addEventListener('ehr-sign-in', () => (element.authToken = 'olga'))
    buttonNamed(element, 'Sign in').click()
    await asked
    assert.notEqual(element.state, 'failed')
    await until(() => element.state === 'processing')
    await work()
    await ready(element)
  })
})

/** Whether the browser would ask before the page goes. */
function isLeavingGuarded(): boolean {
  return !dispatchEvent(new Event('beforeunload', { cancelable: true }))
}
