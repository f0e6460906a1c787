import type { Messages } from '../i18n/messages.js'
import type { CourseView, LessonView } from './course.js'
import { h, setText } from './dom.js'
import { createRing, type Ring } from './drawing.js'
import { COURSE_LANGUAGE } from './host.js'
import type { Words } from './words.js'

/** The lessons of the course, in order, each with how far the learner is. */
export interface LessonList {
  show(course: CourseView, currentId: string): void
  clear(): void
}

interface Row {
  readonly button: HTMLButtonElement
  readonly bar: HTMLElement
  readonly status: HTMLElement
  readonly ring: Ring
}

/** Draws the list into its element; `choose` is called with the lesson that was pressed. */
export function createLessonList(
  place: HTMLElement,
  messages: Messages,
  words: Words,
  choose: (lessonId: string) => void,
): LessonList {
  const rows = new Map<string, Row>()
  const list = h('ol', { class: 'lessons' })
  const heading = h('h2', {}, messages.lessons)
  const facts = h('p', { class: 'course-facts' })
  const title = h('div', { class: 'side-title' }, heading, facts)

  function createRow(lesson: LessonView, order: number): Row {
    const bar = h('i')
    const status = h('span', { class: 'row-status' })
    const ring = createRing()
    const picture = h('span', { class: 'row-picture' })
    if (lesson.poster) picture.append(h('img', { src: lesson.poster, alt: '', decoding: 'async' }))
    picture.append(h('span', { class: 'row-bar', 'aria-hidden': 'true' }, bar))
    const button = h(
      'button',
      { type: 'button', class: 'row', 'data-lesson': lesson.id },
      picture,
      h(
        'span',
        { class: 'row-words' },
        h('span', { class: 'row-order' }, messages.lessonNumber(order)),
        h('strong', { lang: COURSE_LANGUAGE, dir: 'auto' }, lesson.title),
        status,
      ),
      ring.element,
    )
    button.addEventListener('click', () => choose(lesson.id))
    list.append(h('li', {}, button))
    return { button, bar, status, ring }
  }

  return {
    show(course, currentId) {
      if (!list.isConnected) place.replaceChildren(title, list)
      const length = course.lessons.reduce((total, { duration }) => total + duration, 0)
      setText(facts, messages.courseFacts(course.lessons.length, words.length(length)))
      for (const [index, lesson] of course.lessons.entries()) {
        let row = rows.get(lesson.id)
        if (!row) rows.set(lesson.id, (row = createRow(lesson, index + 1)))
        const { percent, completed } = lesson.standing
        const isCurrent = lesson.id === currentId
        row.button.setAttribute('aria-current', String(isCurrent))
        row.button.classList.toggle('is-done', completed)
        row.bar.style.inlineSize = `${percent}%`
        row.ring.show(percent, completed)
        const status = completed
          ? messages.completed
          : percent > 0
            ? messages.percentWatched(words.percent(percent))
            : messages.notStarted
        setText(row.status, `${words.clockTime(lesson.duration)} · ${status}`)
      }
    },
    clear() {
      rows.clear()
      list.replaceChildren()
      place.replaceChildren()
    },
  }
}
