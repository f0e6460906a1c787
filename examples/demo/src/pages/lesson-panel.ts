import type { CourseView, LessonView } from './course.js'
import { h } from './dom.js'
import { icon } from './drawing.js'
import { clockTime } from './words.js'

/** What the panel asks the page to do. */
export interface LessonPanelCalls {
  seek(seconds: number): void
  open(lessonId: string): void
}

/** Title, badge, chapters and the way on, under the player. */
export interface LessonPanel {
  show(course: CourseView, lesson: LessonView): void
  /** The lesson was completed just now. */
  celebrate(): void
  clear(): void
}

/** Draws the panel into its element. */
export function createLessonPanel(place: HTMLElement, calls: LessonPanelCalls): LessonPanel {
  // Lives through every change of the rest, so that a screen reader hears what is put in.
  const news = h('p', { class: 'news', role: 'status' })
  const body = h('div')
  place.replaceChildren(body, news)
  let shown = ''
  let onward: HTMLElement | null = null

  function draw(course: CourseView, lesson: LessonView): void {
    const order = course.lessons.indexOf(lesson) + 1
    const next = course.lessons[order]
    onward = next ? onwardButton(next, lesson.standing.completed, calls) : null
    body.replaceChildren(
      h(
        'div',
        { class: 'lesson-head' },
        h(
          'div',
          {},
          h('p', { class: 'eyebrow' }, `Lesson ${order} of ${course.lessons.length}`),
          h('h2', {}, lesson.title),
        ),
        h('div', { class: 'lesson-side' }, lesson.standing.completed && badge(), onward),
      ),
      ...chapterList(lesson, calls),
    )
  }

  return {
    show(course, lesson) {
      const now = `${lesson.id} ${String(lesson.standing.completed)}`
      if (shown === now) return
      if (!shown.startsWith(`${lesson.id} `)) news.textContent = ''
      shown = now
      draw(course, lesson)
    },
    celebrate() {
      news.textContent = onward
        ? 'Lesson completed. Well done: the next one is ready when you are.'
        : 'Lesson completed. Well done: that was the last one.'
    },
    clear() {
      shown = ''
      news.textContent = ''
      body.replaceChildren()
    },
  }
}

function badge(): HTMLElement {
  return h('span', { class: 'badge' }, icon('check'), 'Completed')
}

/** The way on stands out only once this lesson is done. */
function onwardButton(next: LessonView, isDone: boolean, { open }: LessonPanelCalls): HTMLElement {
  const look = isDone ? 'button' : 'button button-quiet'
  const button = h('button', { type: 'button', class: look, title: next.title }, 'Next lesson', icon('next'))
  button.addEventListener('click', () => open(next.id))
  return button
}

function chapterList(lesson: LessonView, { seek }: LessonPanelCalls): HTMLElement[] {
  if (lesson.chapters.length < 2) return []
  const list = h(
    'ul',
    { class: 'chapters', 'aria-label': 'Chapters' },
    ...lesson.chapters.map(({ title, from }) => {
      const button = h('button', { type: 'button', class: 'chapter' }, h('span', {}, clockTime(from)), title)
      button.addEventListener('click', () => seek(from))
      return h('li', {}, button)
    }),
  )
  return [list]
}
