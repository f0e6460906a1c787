import type { Messages } from '../i18n/messages.js'
import { courseStanding, type CourseView } from './course.js'
import { h, setText } from './dom.js'
import { createRing } from './drawing.js'
import { COURSE_LANGUAGE } from './host.js'
import type { Words } from './words.js'

/** The head of the page: what the course is and how far the learner is in all of it. */
export interface CourseHead {
  /** `certificate`: its address, or `null` while there is no certificate. */
  show(course: CourseView, certificate: string | null): void
  /** The learner is not enrolled; the button continues as somebody who is. */
  showNotEnrolled(learnerName: string, other: { readonly name: string; choose(): void }): void
}

/** Draws the head into its element. */
export function createCourseHead(place: HTMLElement, messages: Messages, words: Words): CourseHead {
  // What the course is called is in the course's language, whatever the page's is.
  const title = h('h1', { id: 'course-title' }, messages.yourCourse)
  const description = h('p', { class: 'course-description' })
  const onward = h('p', { class: 'course-onward' })
  const percent = h('strong', { class: 'course-percent' })
  const lessons = h('span', { class: 'course-lessons' })
  const ring = createRing()
  const overall = h(
    'div',
    { class: 'course-overall', role: 'group', 'aria-label': messages.progress, hidden: true },
    h('div', { class: 'ring-big' }, ring.element, percent),
    h('div', {}, h('span', { class: 'course-overall-title', 'aria-hidden': 'true' }, messages.progress), lessons),
  )
  place.replaceChildren(h('div', { class: 'course-words' }, title, description, onward), overall)

  function write(heading: string, text: string, isCourse: boolean): void {
    setText(title, heading)
    setText(description, text)
    for (const element of [title, description]) {
      element.lang = isCourse ? COURSE_LANGUAGE : messages.code
      element.dir = 'auto'
    }
    overall.hidden = !isCourse
    onward.replaceChildren()
    document.title = `${heading} · EnhancedHR Learning`
  }

  return {
    show(course, certificate) {
      const standing = courseStanding(course)
      write(course.title, course.description, true)
      setText(percent, words.percent(standing.percent))
      setText(
        lessons,
        standing.completed
          ? messages.courseCompleted
          : messages.lessonsCompleted(standing.completedLessons, course.lessons.length),
      )
      ring.show(standing.percent, standing.completed)
      percent.hidden = standing.completed
      if (certificate !== null) {
        onward.replaceChildren(
          h('a', { class: 'button button-quiet', href: certificate, target: '_blank' }, messages.courseCertificate),
        )
      }
    },
    showNotEnrolled(learnerName, other) {
      write(messages.notEnrolledTitle(learnerName), messages.notEnrolledText, false)
      const button = h('button', { type: 'button', class: 'button' }, messages.continueAs(other.name))
      button.addEventListener('click', () => other.choose())
      onward.replaceChildren(button)
    },
  }
}
