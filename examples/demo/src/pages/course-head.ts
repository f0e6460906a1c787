import { courseStanding, type CourseView } from './course.js'
import { h, setText } from './dom.js'
import { createRing } from './drawing.js'
import { counted, spokenLength, wholePercent } from './words.js'

/** The head of the page: what the course is and how far the learner is in all of it. */
export interface CourseHead {
  show(course: CourseView): void
  /** The course is not open to the learner. */
  refuse(learnerName: string): void
}

/** Draws the head into its element. */
export function createCourseHead(place: HTMLElement): CourseHead {
  const title = h('h1', { id: 'course-title' }, 'Your course')
  const description = h('p', { class: 'course-description' })
  const facts = h('p', { class: 'course-facts' })
  const percent = h('strong', { class: 'course-percent' })
  const lessons = h('span', { class: 'course-lessons' })
  const ring = createRing()
  const overall = h(
    'div',
    { class: 'course-overall', role: 'group', 'aria-label': 'Progress in the course', hidden: true },
    h('div', { class: 'ring-big' }, ring.element, percent),
    h('div', {}, h('span', { class: 'course-overall-title' }, 'Your progress'), lessons),
  )
  place.replaceChildren(
    h('div', { class: 'course-words' }, h('p', { class: 'eyebrow' }, 'Course'), title, description, facts),
    overall,
  )

  return {
    show(course) {
      const standing = courseStanding(course)
      const length = course.lessons.reduce((total, { duration }) => total + duration, 0)
      setText(title, course.title)
      setText(description, course.description)
      setText(facts, `${counted(course.lessons.length, 'lesson')} · ${spokenLength(length)}`)
      setText(percent, wholePercent(standing.percent))
      setText(
        lessons,
        standing.completed
          ? 'Course completed'
          : `${standing.completedLessons} of ${counted(course.lessons.length, 'lesson')} completed`,
      )
      ring.show(standing.percent, standing.completed)
      percent.hidden = standing.completed
      overall.hidden = false
      document.title = `${course.title} · EnhancedHR Learning`
    },
    refuse(learnerName) {
      setText(title, 'This course is not open to you')
      setText(
        description,
        `${learnerName} is not enrolled in it, so for them the handler has no such lesson, and the player says so. Choose another learner to go on.`,
      )
      setText(facts, '')
      overall.hidden = true
    },
  }
}
