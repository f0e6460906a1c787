import type { Messages } from '../i18n/messages.js'
import { lessonAfter, type CourseView, type LessonView } from './course.js'
import { h } from './dom.js'
import { icon } from './drawing.js'
import { COURSE_LANGUAGE } from './host.js'
import type { Words } from './words.js'

/** What the panel asks the page to do. */
export interface LessonPanelCalls {
  seek(seconds: number): void
  open(lessonId: string): void
}

/** Title, badge, chapters and the way on, under the player. */
export interface LessonPanel {
  /** `certificate`: its address, or `null` while there is no certificate. */
  show(course: CourseView, lesson: LessonView, certificate: string | null): void
  /** The lesson was completed just now. */
  celebrate(): void
  clear(): void
}

/** Draws the panel into its element. The ids of its words name the region of the lesson. */
export function createLessonPanel(
  place: HTMLElement,
  messages: Messages,
  words: Words,
  calls: LessonPanelCalls,
): LessonPanel {
  // Lives through every change of the rest, so that a screen reader hears what is put in.
  const news = h('p', { class: 'news', role: 'status' })
  const body = h('div')
  place.replaceChildren(news, body)
  let shown = ''
  let onward: HTMLElement | null = null

  function draw(course: CourseView, lesson: LessonView, certificate: string | null): void {
    const order = course.lessons.indexOf(lesson) + 1
    const next = lessonAfter(course, lesson.id)
    onward = next ? onwardButton(next, lesson.standing.completed) : null
    body.replaceChildren(
      h(
        'div',
        { class: 'lesson-head' },
        h(
          'div',
          {},
          h('p', { id: 'lesson-order', class: 'eyebrow' }, messages.lessonOf(order, course.lessons.length)),
          h('h2', { id: 'lesson-title', lang: COURSE_LANGUAGE, dir: 'auto' }, lesson.title),
        ),
        h(
          'div',
          { class: 'lesson-side' },
          lesson.standing.completed && badge(),
          certificate && link(certificate),
          onward,
        ),
      ),
      ...chapterList(lesson),
    )
  }

  function badge(): HTMLElement {
    return h('span', { class: 'badge' }, icon('check'), messages.completed)
  }

  /** In another window, so that the lesson stays where it is. */
  function link(address: string): HTMLElement {
    return h('a', { class: 'button button-quiet', href: address, target: '_blank' }, messages.certificate)
  }

  /** The way on stands out only once this lesson is done. */
  function onwardButton(next: LessonView, isDone: boolean): HTMLElement {
    const look = isDone ? 'button' : 'button button-quiet'
    const button = h('button', { type: 'button', class: look, title: next.title }, messages.nextLesson, icon('next'))
    button.addEventListener('click', () => calls.open(next.id))
    return button
  }

  function chapterList(lesson: LessonView): HTMLElement[] {
    if (lesson.chapters.length < 2) return []
    const list = h(
      'ul',
      { class: 'chapters', 'aria-label': messages.chapters },
      ...lesson.chapters.map(({ title, from }) => {
        const time = h('span', { class: 'chapter-time' }, words.clockTime(from))
        const name = h('span', { lang: COURSE_LANGUAGE, dir: 'auto' }, title)
        const button = h('button', { type: 'button', class: 'chapter' }, time, name)
        button.addEventListener('click', () => calls.seek(from))
        return h('li', {}, button)
      }),
    )
    return [list]
  }

  return {
    show(course, lesson, certificate) {
      const now = `${lesson.id} ${String(lesson.standing.completed)} ${certificate ?? ''}`
      if (shown === now) return
      if (!shown.startsWith(`${lesson.id} `)) news.textContent = ''
      shown = now
      draw(course, lesson, certificate)
    },
    celebrate() {
      news.textContent = onward ? messages.completedAndOn : messages.completedLast
    },
    clear() {
      shown = ''
      news.textContent = ''
      body.replaceChildren()
    },
  }
}
