import { assert } from 'chai'
import 'axe-core'
import type Axe from 'axe-core'
import {
  buttonNamed,
  makeLesson,
  mount,
  sampleFilm,
  seen,
  steer,
  unmountAll,
  until,
  work,
} from '../support/studio-page.js'

/** Puts itself on the window; it is no module. */
const { axe } = window as unknown as { axe: typeof Axe }

async function faults(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

describe('the studio for everybody', () => {
  afterEach(() => {
    unmountAll()
    localStorage.clear()
  })

  it('has no fault in any state of an upload, and says each of them', async () => {
    const lessonId = await makeLesson()
    const match = { method: 'PUT', path: '*/upload/*' }
    await steer('faults', { match, action: 'delay', ms: 400, times: 3 })
    const element = mount('ehr-lesson-uploader', { 'lesson-id': lessonId })
    await element.updateComplete
    assert.deepEqual(await faults(element), [])
    const spoken: string[] = []
    const live = element.shadowRoot!.querySelector('[role=status]')!
    new MutationObserver(() => spoken.push(live.textContent)).observe(live, { characterData: true, subtree: true })
    element.upload(new File([''], 'a.mp4', { type: 'video/mp4' }))
    await element.updateComplete
    assert.deepEqual(await faults(element), [])
    element.upload(await sampleFilm('film.mp4', 3_000_000))
    await until(() => element.state === 'uploading')
    await element.updateComplete
    element.pause()
    await element.updateComplete
    assert.deepEqual(await faults(element), [])
    element.resume()
    await until(() => element.state === 'processing')
    await element.updateComplete
    assert.deepEqual(await faults(element), [])
    await work()
    await until(() => element.state === 'ready')
    await element.updateComplete
    assert.deepEqual(await faults(element), [])
    assert.includeMembers(spoken, ['0% uploaded', 'Paused', 'The video is ready'])
  })

  it('has no fault in the settings, with and without a video, and with what cannot be saved', async () => {
    const lessonId = await makeLesson()
    const element = mount('ehr-lesson-settings', { 'lesson-id': lessonId })
    await until(() => element.matches(':state(ready)'))
    await element.updateComplete
    assert.deepEqual(await faults(element), [])
    const uploader = mount('ehr-lesson-uploader', { 'lesson-id': lessonId })
    uploader.upload(await sampleFilm())
    await until(() => uploader.state === 'processing')
    await work()
    await until(() => element.shadowRoot!.querySelector('.line') !== null)
    for (const group of element.shadowRoot!.querySelectorAll('details')) group.open = true
    buttonNamed(element, 'Add a part').click()
    await element.updateComplete
    buttonNamed(element, 'Add a chapter').click()
    await element.updateComplete
    assert.include(seen(element), 'Enter a title for the chapter.')
    assert.deepEqual(await faults(element), [])
  })

  it('is as wide as a phone without scrolling sideways, also from right to left', async () => {
    const lessonId = await makeLesson()
    for (const dir of ['ltr', 'rtl']) {
      const frame = document.createElement('div')
      Object.assign(frame, { dir })
      frame.style.inlineSize = '320px'
      document.body.append(frame)
      const element = mount('ehr-lesson-settings', { 'lesson-id': lessonId })
      const uploader = mount('ehr-lesson-uploader', { 'lesson-id': lessonId })
      frame.append(uploader, element)
      await until(() => element.matches(':state(ready)'))
      for (const group of element.shadowRoot!.querySelectorAll('details')) group.open = true
      await element.updateComplete
      assert.isAtMost(frame.scrollWidth, 320)
      assert.equal(element.shadowRoot!.querySelector('.surface')!.getAttribute('dir'), dir)
      for (const button of element.shadowRoot!.querySelectorAll('button')) {
        assert.isAtLeast(button.getBoundingClientRect().height, 44)
      }
      frame.remove()
    }
  })
})
