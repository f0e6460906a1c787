import type { AdminMessages } from '../i18n/admin-messages.js'
import type { AdminApi, AdminLesson } from './admin-api.js'
import { h } from './dom.js'
import { createHost, ENDPOINT } from './host.js'
import { LEARNERS } from './learners.js'

const LEARNER = LEARNERS[0]!

/** The lesson that is shown, for as long as it is. */
export interface LessonView {
  readonly element: HTMLElement
  readonly lessonId: string
  /** The list has news of it. */
  show(lesson: AdminLesson): void
}

interface StudioElement extends HTMLElement {
  getAuthToken: () => Promise<string>
}
interface Uploader extends StudioElement {
  upload(file: File): void
}

/** Draws the steps of one lesson: its video, its settings, and the lesson as a learner sees it. */
export function createLessonView(
  courseId: string,
  first: AdminLesson,
  texts: AdminMessages,
  api: AdminApi,
  failed: () => void,
): LessonView {
  const attributes = { endpoint: ENDPOINT, 'lesson-id': first.id }
  const title = h('bdi', {}, first.title)
  const uploader = h('ehr-lesson-uploader' as 'div', attributes) as HTMLElement as Uploader
  const settings = h('ehr-lesson-settings' as 'div', attributes) as HTMLElement as StudioElement
  for (const element of [uploader, settings]) element.getAuthToken = api.token

  const sample = h('button', { type: 'button', class: 'admin-button' }, texts.sample)
  sample.addEventListener('click', () => {
    api.sample().then((file) => uploader.upload(file), failed)
  })
  let preview: HTMLElement | null = null
  const stage = h('div')
  const play = h('button', { type: 'button', class: 'admin-button is-main' }, texts.play(LEARNER.name))
  const notReady = h('p', { class: 'soft' }, texts.notReady)
  play.addEventListener('click', () => {
    api.enrol(courseId, LEARNER.id).then(() => stage.replaceChildren(playerOf(LEARNER.id, true)), failed)
  })

  /** A player of the lesson, for the owner who looks at it or for the learner. */
  function playerOf(learnerId: string | null, plays: boolean): HTMLElement {
    const player = h('ehr-lesson-player' as 'div', {
      ...attributes,
      ...(plays ? { autoplay: true, loading: 'eager' } : { preview: true, slot: 'preview', 'no-resume': true }),
    }) as HTMLElement as StudioElement
    const host = learnerId === null ? null : createHost({ ...LEARNER, enrolled: false })
    player.getAuthToken = host ? () => host.token(false) : api.token
    return player
  }

  function show(lesson: AdminLesson): void {
    title.textContent = lesson.title
    const isReady = lesson.status === 'ready'
    play.hidden = !isReady
    notReady.hidden = isReady
    // A lesson without a video has nothing to look at.
    if (isReady && !preview) settings.append((preview = playerOf(null, false)))
  }

  show(first)
  const card = (name: string, ...children: HTMLElement[]): HTMLElement =>
    h('section', { class: 'card' }, h('h3', {}, name), ...children)
  const element = h(
    'div',
    { class: 'admin-lesson' },
    h('h2', {}, title),
    card(texts.video, uploader, h('div', {}, sample)),
    card(texts.settings, settings),
    card(
      texts.asLearner,
      h('p', { class: 'soft' }, texts.asLearnerText(LEARNER.name)),
      notReady,
      h('div', {}, play),
      stage,
    ),
  )
  return { element, lessonId: first.id, show }
}
