import { createCourseHead } from './course-head.js'
import { nextLesson, withStanding, type CourseView } from './course.js'
import { createDevelopers } from './developers.js'
import { byId } from './dom.js'
import { createHost } from './host.js'
import { showLearnerMenu } from './learner-menu.js'
import { chosenLearner, rememberLearner, type Learner } from './learners.js'
import { createLessonList } from './lesson-list.js'
import { createLessonPanel } from './lesson-panel.js'
import { createStage, type Stage } from './stage.js'
import { createWatchedStrip } from './watched-strip.js'

const FIRST_LESSON = 'fire-safety-1'

const head = createCourseHead(byId('course-head'))
const list = createLessonList(byId('lesson-list'), (id) => openLesson(id, { play: true }))
const strip = createWatchedStrip(byId('watched-strip'), (seconds) => stage?.seek(seconds))
const panel = createLessonPanel(byId('lesson-panel'), {
  seek: (seconds) => stage?.seek(seconds),
  open: (id) => openLesson(id, { play: true }),
})
const developers = createDevelopers(byId('developers'))

let course: CourseView | null = null
let stage: Stage | null = null

/** Draws everything that depends on the course and the lesson shown. */
function draw(): void {
  const lesson = course?.lessons.find(({ id }) => id === stage?.lessonId)
  if (!course || !lesson) return
  head.show(course)
  list.show(course, lesson.id)
  strip.show(lesson)
  panel.show(course, lesson)
}

function openLesson(lessonId: string, { play }: { play: boolean }): void {
  if (!stage) return
  if (stage.lessonId !== lessonId) {
    stage.open(lessonId)
    developers.show(lessonId)
    writeAddress({ lesson: lessonId })
    draw()
  }
  if (play) stage.play()
  byId('stage').scrollIntoView({ block: 'nearest', behavior: 'smooth' })
}

/** Starts again for another learner, with that learner's sign-in, course and player. */
async function begin(learner: Learner): Promise<void> {
  rememberLearner(learner)
  writeAddress({ learner: learner.id })
  showLearnerMenu(byId('learner-menu'), learner, (other) => void begin(other))
  document.body.dataset['learner'] = learner.id
  const host = createHost(learner)
  const own = createStage(byId('stage'), host, {
    standing(lessonId, standing) {
      if (stage !== own || !course) return
      course = withStanding(course, lessonId, standing)
      draw()
    },
    completed(lessonId) {
      if (stage === own && lessonId === own.lessonId) panel.celebrate()
    },
    live(played, position) {
      if (stage === own) strip.live(played, position)
    },
    event(type, detail) {
      if (stage === own) developers.addEvent(type, detail)
    },
  })
  stage = own
  course = null
  list.clear()
  strip.clear()
  panel.clear()
  const read = await host.course().catch(() => null)
  // Somebody else was chosen meanwhile.
  if (stage !== own) return
  course = read
  const wanted = new URLSearchParams(location.search).get('lesson')
  const lesson = course?.lessons.find(({ id }) => id === wanted) ?? (course && nextLesson(course))
  if (!course) head.refuse(learner.name)
  openLesson(lesson?.id ?? FIRST_LESSON, { play: false })
}

function writeAddress(change: Readonly<Record<string, string>>): void {
  const address = new URL(location.href)
  for (const [name, value] of Object.entries(change)) address.searchParams.set(name, value)
  history.replaceState(null, '', address)
}

void begin(chosenLearner(new URLSearchParams(location.search)))
