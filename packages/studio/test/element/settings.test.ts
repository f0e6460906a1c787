import { assert } from 'chai'
import type { LessonSettingsElement } from '../../src/index.js'
import {
  buttonNamed,
  call,
  longFilm,
  makeLesson,
  mount,
  sampleFilm,
  seen,
  unmountAll,
  until,
  work,
} from '../support/studio-page.js'

const RULE = { threshold: 0.9, required_segments: [], mode: 'any', quiz_required: false }

/** A lesson that has a video of 19.48 s. */
async function lessonWithVideo(): Promise<string> {
  const lessonId = await makeLesson()
  await upload(lessonId, await sampleFilm(), 'ready')
  return lessonId
}

async function upload(lessonId: string, film: File, state: string): Promise<void> {
  const uploader = mount('ehr-lesson-uploader', { 'lesson-id': lessonId })
  uploader.upload(film)
  await until(() => uploader.state === 'processing')
  await work()
  await until(() => uploader.state === state)
  uploader.remove()
}

async function open(lessonId: string): Promise<LessonSettingsElement> {
  const element = mount('ehr-lesson-settings', { 'lesson-id': lessonId })
  await until(() => element.matches(':state(ready)'))
  await element.updateComplete
  return element
}

function find(element: LessonSettingsElement, selector: string): HTMLInputElement {
  const found = element.shadowRoot!.querySelector<HTMLInputElement>(selector)
  if (!found) throw new Error(`Expected ${selector}`)
  return found
}

function type(input: HTMLInputElement, text: string): void {
  input.value = text
  for (const event of ['input', 'change']) input.dispatchEvent(new Event(event, { bubbles: true }))
}

const saved = (element: LessonSettingsElement) =>
  new Promise<void>((resolve) => element.addEventListener('ehr-settings-saved', () => resolve(), { once: true }))
const ruleOf = async (lessonId: string) =>
  (await call(`/v1/lessons/${lessonId}`))['completion'] as { required_segments: number[][]; threshold?: number }

describe('lesson settings', () => {
  let filmed: string

  before(async () => {
    filmed = await lessonWithVideo()
  })
  afterEach(unmountAll)

  it('save a title and a rule, and leave the video alone', async () => {
    const element = await open(filmed)
    const states: { dirty: boolean; invalid: boolean }[] = []
    element.addEventListener('ehr-settings-state', (event) =>
      states.push((event as CustomEvent<{ dirty: boolean; invalid: boolean }>).detail),
    )
    assert.include(seen(element), 'Ready to watch')
    type(find(element, '#field-title'), 'When the alarm sounds')
    type(find(element, '.share'), '75')
    await element.updateComplete
    assert.isTrue(element.dirty)
    assert.isTrue(element.matches(':state(dirty)'))
    const done = saved(element)
    buttonNamed(element, 'Save').click()
    await done
    await element.updateComplete
    assert.isFalse(element.dirty)
    assert.include(seen(element), 'Saved')
    const lesson = await call(`/v1/lessons/${filmed}`)
    assert.deepInclude(lesson, { title: 'When the alarm sounds', status: 'ready', media_version: 1 })
    assert.equal((await ruleOf(filmed)).threshold, 0.75)
    assert.isTrue(states.some(({ dirty }) => dirty) && !states.at(-1)!.dirty)
  })

  it('mark parts by a pointer, by keys, by numbers and where the player is', async () => {
    const lessonId = filmed
    const element = await open(lessonId)
    const player = Object.assign(document.createElement('div'), { slot: 'preview', currentTime: 12 })
    element.append(player)
    await element.updateComplete
    await element.refresh()
    const line = find(element, '.line')
    const { left, width, top } = line.getBoundingClientRect()
    const point = (name: string, share: number) =>
      line.dispatchEvent(
        new PointerEvent(name, {
          pointerId: 1,
          clientX: left + width * share,
          clientY: top + 5,
          bubbles: true,
          button: 0,
        }),
      )
    // A pointer that a test makes up cannot be captured.
    line.setPointerCapture = () => undefined
    point('pointerdown', 0.25)
    point('pointermove', 0.5)
    point('pointerup', 0.5)
    await element.updateComplete
    const start = find(element, '[role=slider][data-edge=from]')
    const before = Number(start.getAttribute('aria-valuenow'))
    assert.closeTo(before, 19.48 / 4, 0.2)
    start.focus()
    const press = (key: string, shiftKey = false) =>
      start.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }))
    press('ArrowRight')
    await element.updateComplete
    press('ArrowRight', true)
    await element.updateComplete
    assert.closeTo(Number(start.getAttribute('aria-valuenow')), before + 1.1, 0.001)
    assert.closeTo(player.currentTime, before + 1.1, 0.001, 'the player shows it')
    type(find(element, '#field-completion-required_segments-0-from'), '0:02.5')
    await element.updateComplete
    player.currentTime = 12
    buttonNamed(element, 'Set end here').click()
    await element.updateComplete
    const done = saved(element)
    buttonNamed(element, 'Save').click()
    await done
    assert.deepEqual((await ruleOf(lessonId)).required_segments, [[2.5, 12]])
    buttonNamed(element, 'Remove part 1').click()
    await element.updateComplete
    assert.isNotNull(element.shadowRoot!.activeElement)
  })

  it('say at its field what cannot be saved, and take the focus there', async () => {
    const element = await open(filmed)
    buttonNamed(element, 'Add a part').click()
    await element.updateComplete
    const end = find(element, '#field-completion-required_segments-0-to')
    type(end, 'soon')
    await element.updateComplete
    assert.equal(end.getAttribute('aria-invalid'), 'true')
    assert.equal(end.value, 'soon')
    buttonNamed(element, 'Save').click()
    await element.updateComplete
    assert.strictEqual(element.shadowRoot!.activeElement, end)
    const described = find(element, `#${end.getAttribute('aria-describedby')!}`)
    assert.include(described.textContent, 'Enter a time such as 1:30.')
    type(end, '5:00')
    await element.updateComplete
    assert.include(seen(element), 'This part reaches beyond the end of the video.')
    assert.equal(end.getAttribute('aria-invalid'), 'true')
    buttonNamed(element, 'Discard changes').click()
    await element.updateComplete
    assert.isFalse(element.dirty)
  })

  it('show what the handler refuses at its field, where it knows more than the page', async () => {
    const lessonId = await makeLesson()
    const element = await open(lessonId)
    assert.include(seen(element), 'No video yet')
    // A required part is fine while nobody knows the video, which comes meanwhile.
    type(find(element, '#field-title'), 'x'.repeat(501))
    await element.updateComplete
    buttonNamed(element, 'Save').click()
    await until(() => element.shadowRoot!.querySelector('#field-title-fault') !== null)
    assert.equal(find(element, '#field-title').getAttribute('aria-invalid'), 'true')
  })

  it('show both versions where somebody else saved first, and save what is chosen', async () => {
    const element = await open(filmed)
    const { status } = await fetch(`/studio-api/v1/lessons/${filmed}`, {
      method: 'PUT',
      headers: { authorization: 'Bearer olga', 'content-type': 'application/json' },
      body: JSON.stringify({ course_id: 'studio', title: 'Theirs', completion: RULE, quiz: true }),
    })
    assert.equal(status, 200)
    type(find(element, '#field-title'), 'Mine')
    await element.updateComplete
    buttonNamed(element, 'Save').click()
    await until(() => element.matches(':state(conflict)'))
    await element.updateComplete
    assert.include(seen(element), 'Somebody else changed this lesson meanwhile')
    assert.include(seen(element), 'Theirs')
    assert.equal(element.shadowRoot!.activeElement?.id, 'conflict-title')
    const done = saved(element)
    buttonNamed(element, 'Save these').click()
    await done
    assert.deepInclude(await call(`/v1/lessons/${filmed}`), { title: 'Mine', quiz: true, media_version: 1 })
  })

  it('show captions, add a text, and say which lines of another cannot be read', async () => {
    const element = await open(filmed)
    await until(() => element.shadowRoot!.querySelector('.track-row') !== null)
    const choose = async (text: string) => {
      const carried = new DataTransfer()
      carried.items.add(new File([text], 'captions.vtt', { type: 'text/vtt' }))
      const input = find(element, '.add-track input[type=file]')
      input.files = carried.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
      await element.updateComplete
    }
    type(find(element, '.track-language'), 'de')
    await choose('WEBVTT\n\nnonsense --> here\nHallo\n')
    await until(() => element.shadowRoot!.querySelector('[role=alert]') !== null)
    assert.include(seen(element), 'The captions weren’t added.')
    assert.match(find(element, '[role=alert] [lang=en]').textContent, /line/i)
    type(find(element, '.track-language'), 'de')
    await choose('WEBVTT\n\n00:01.000 --> 00:04.000\nHallo\n')
    await until(() => seen(element).includes('Deutsch'))
    await work()
    await element.refresh()
    const tracks = (await call(`/v1/lessons/${filmed}/tracks`))['items'] as { language: string; source: string }[]
    assert.deepInclude(
      tracks.map(({ language, source }) => ({ language, source })),
      { language: 'de', source: 'uploaded' },
    )
    buttonNamed(element, 'Remove Deutsch').click()
    await until(() => !seen(element).includes('Deutsch'))
  })

  it('say why a lesson is published without captions', async () => {
    const element = await open(filmed)
    const waiver = [...element.shadowRoot!.querySelectorAll('label')].find((label) =>
      label.textContent.includes('Publish without captions'),
    )!
    waiver.querySelector('input')!.click()
    await element.updateComplete
    assert.include(seen(element), 'Enter a reason.')
    const reason = [...element.shadowRoot!.querySelectorAll('label')].find(
      (label) => label.textContent.trim() === 'Reason',
    )!
    type(reason.querySelector('input')!, 'Nobody speaks.')
    await element.updateComplete
    const done = saved(element)
    buttonNamed(element, 'Save').click()
    await done
    assert.deepEqual((await call(`/v1/lessons/${filmed}`))['captions_waiver'], { reason: 'Nobody speaks.' })
  })

  it('show a new video that is held, and a rule that it can meet brings it in', async () => {
    const lessonId = await makeLesson()
    await upload(lessonId, await longFilm(), 'ready')
    const completion = { ...RULE, required_segments: [[30, 35]] }
    const body = JSON.stringify({ course_id: 'studio', title: 'Longer', completion })
    await call(`/v1/lessons/${lessonId}`, { method: 'PUT', body })
    await upload(lessonId, await sampleFilm(), 'held')
    const element = await open(lessonId)
    await until(() => seen(element).includes('A new video is waiting for your decision'))
    assert.include(seen(element), 'Change the rule, and it is used by itself.')
    buttonNamed(element, 'Use it; progress starts over').click()
    await until(() => seen(element).includes('Nothing was saved.'))
    buttonNamed(element, 'Remove part 1').click()
    await element.updateComplete
    const done = saved(element)
    buttonNamed(element, 'Save').click()
    await done
    await until(() => !seen(element).includes('A new video is waiting'))
    assert.deepInclude(await call(`/v1/lessons/${lessonId}`), { media_version: 2, status: 'ready' })
  })

  it('say in words that there is no such lesson, and that somebody may not change it', async () => {
    const gone = mount('ehr-lesson-settings', { 'lesson-id': 'nothing-here' })
    await until(() => seen(gone).includes('This lesson doesn’t exist.'))
    const learner = mount('ehr-lesson-settings', { 'lesson-id': filmed, 'auth-token': 'ada' })
    await until(() => learner.matches(':state(failed)'))
    await learner.updateComplete
    assert.match(seen(learner), /doesn’t exist|may not change/)
  })

  it('take up the video of an uploader on the page, and keep what is edited', async () => {
    const lessonId = await makeLesson()
    const element = await open(lessonId)
    type(find(element, '#field-title'), 'Edited')
    const uploader = mount('ehr-lesson-uploader', { 'lesson-id': lessonId })
    uploader.upload(await sampleFilm())
    await until(() => uploader.state === 'processing')
    await work()
    await until(() => element.shadowRoot!.querySelector('.line') !== null)
    assert.equal(find(element, '#field-title').value, 'Edited')
  })
})
