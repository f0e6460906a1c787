import { chosenLanguage, rememberLanguage } from '../i18n/language.js'
import { watchCertificates, type CertificateLinks } from './certificate-links.js'
import { createCourseHead } from './course-head.js'
import { courseStanding, lessonAfter, nextLesson, withStanding, type CourseView } from './course.js'
import { createDevelopers } from './developers.js'
import { byId, h } from './dom.js'
import { ENDPOINT, createHost } from './host.js'
import { showLanguageMenu } from './language-menu.js'
import { showLearnerMenu } from './learner-menu.js'
import { LEARNERS, chosenLearner, rememberLearner, type Learner } from './learners.js'
import { createLessonList } from './lesson-list.js'
import { createLessonPanel } from './lesson-panel.js'
import { embeddingPage } from './snippet.js'
import { createStage, type Stage } from './stage.js'
import { createWatchedStrip } from './watched-strip.js'
import { createWords } from './words.js'

const FIRST_LESSON = 'fire-safety-1'

const messages = chosenLanguage(new URLSearchParams(location.search), localStorage)
const words = createWords(messages.code)
document.documentElement.lang = messages.code
document.documentElement.dir = messages.dir
// English is in the player; another language comes beside it, before or after.
if (messages.code !== 'en') document.head.append(h('script', { src: `/ehr-lang-${messages.code}.js` }))
byId('skip').textContent = messages.skipToLesson
byId('footer').textContent = messages.footer
byId('lesson').ariaLabel = messages.currentLesson
byId('lesson-list').ariaLabel = messages.lessons
showLanguageMenu(byId('language-menu'), messages, (language) => {
  rememberLanguage(language, localStorage)
  writeAddress({ lang: language.code })
  location.reload()
})

const head = createCourseHead(byId('course-head'), messages, words)
const list = createLessonList(byId('lesson-list'), messages, words, visit)
const strip = createWatchedStrip(byId('watched-strip'), messages, words, {
  seek: (seconds) => stage?.seek(seconds),
  uncredited: async () => (await stage?.uncredited()) ?? [],
})
const panel = createLessonPanel(byId('lesson-panel'), messages, words, {
  seek: (seconds) => stage?.seek(seconds),
  open: visit,
})
const developers = createDevelopers(byId('developers'), messages)

let course: CourseView | null = null
let stage: Stage | null = null
let certificates: CertificateLinks | null = null
let stopWatching = (): void => undefined

/** Draws everything that depends on the course and the lesson shown. */
function draw(): void {
  const lesson = course?.lessons.find(({ id }) => id === stage?.lessonId)
  if (!course || !lesson) return
  head.show(course, certificates?.course ?? null)
  list.show(course, lesson.id)
  strip.show(lesson)
  panel.show(course, lesson, certificates?.lessons.get(lesson.id) ?? null)
}

function openLesson(lessonId: string): void {
  if (!stage || stage.lessonId === lessonId) return
  stage.open(lessonId, (course && lessonAfter(course, lessonId)?.id) ?? null)
  developers.show(
    embeddingPage({
      origin: location.origin,
      endpoint: ENDPOINT,
      lessonId,
      learnerId: document.body.dataset['learner'] ?? '',
      language: messages.code,
    }),
  )
  writeAddress({ lesson: lessonId })
  draw()
}

/** Somebody chose this lesson: it plays, and the focus goes to its region, whose name a screen reader says. */
function visit(lessonId: string): void {
  openLesson(lessonId)
  stage?.play()
  byId('lesson').focus({ preventScroll: true })
  // Only where the video is out of sight, and only because it was asked for, the page moves.
  const { top, bottom } = byId('stage').getBoundingClientRect()
  if (bottom < 0 || top > innerHeight) byId('stage').scrollIntoView({ block: 'nearest' })
}

/** Starts again for another learner, with that learner's sign-in, course and player. */
async function begin(learner: Learner): Promise<void> {
  rememberLearner(learner)
  writeAddress({ learner: learner.id })
  showLearnerMenu(byId('learner-menu'), messages, learner, (other) => void begin(other))
  document.body.dataset['learner'] = learner.id
  const host = createHost(learner)
  stopWatching()
  certificates = null
  const watch = watchCertificates(host.certificates, (links) => {
    certificates = links
    draw()
  })
  stopWatching = watch.stop
  const own = createStage(byId('stage'), host, {
    standing(lessonId, standing) {
      if (stage !== own || !course) return
      course = withStanding(course, lessonId, standing)
      draw()
    },
    completed(lessonId) {
      if (stage !== own) return
      watch.expect(lessonId, () => course !== null && courseStanding(course).completed)
      if (lessonId === own.lessonId) panel.celebrate()
    },
    live(played, position) {
      if (stage === own) strip.live(played, position)
    },
    event(type, detail) {
      if (stage === own) developers.addEvent(type, detail)
    },
    next(lessonId) {
      if (stage === own) visit(lessonId)
    },
  })
  stage = own
  course = null
  list.clear()
  strip.clear()
  panel.clear()
  // Without an answer the player says what is wrong, and the page adds nothing.
  const read = await host.course().catch(() => undefined)
  // Somebody else was chosen meanwhile.
  if (stage !== own) return
  course = read ?? null
  const wanted = new URLSearchParams(location.search).get('lesson')
  const lesson = course?.lessons.find(({ id }) => id === wanted) ?? (course && nextLesson(course))
  if (read === null) {
    const other = LEARNERS.find(({ enrolled }) => enrolled)!
    head.showNotEnrolled(learner.name, { name: other.name, choose: () => void begin(other) })
  }
  openLesson(lesson?.id ?? FIRST_LESSON)
}

function writeAddress(change: Readonly<Record<string, string>>): void {
  const address = new URL(location.href)
  for (const [name, value] of Object.entries(change)) address.searchParams.set(name, value)
  history.replaceState(null, '', address)
}

void begin(chosenLearner(new URLSearchParams(location.search)))
