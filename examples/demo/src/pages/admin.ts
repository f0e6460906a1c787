import { chosenLanguage, rememberLanguage } from '../i18n/language.js'
import { createAdminApi, type AdminCourse, type AdminLesson } from './admin-api.js'
import { createLessonView, type LessonView } from './admin-lesson.js'
import { byId, h, setText } from './dom.js'
import { icon } from './drawing.js'
import { showLanguageMenu } from './language-menu.js'

const messages = chosenLanguage(new URLSearchParams(location.search), localStorage)
const texts = messages.admin
document.documentElement.lang = messages.code
document.documentElement.dir = messages.dir
document.title = `${texts.title} · EnhancedHR Learning`
if (messages.code !== 'en') {
  for (const kind of ['lang', 'studio-lang'])
    document.head.append(h('script', { src: `/ehr-${kind}-${messages.code}.js` }))
}
byId('skip').textContent = texts.skip
byId('footer').textContent = messages.footer
byId('catalogue').ariaLabel = texts.lessons
showLanguageMenu(byId('language-menu'), messages, (language) => {
  rememberLanguage(language, localStorage)
  writeAddress({ lang: language.code })
  location.reload()
})

const api = createAdminApi()
const notice = h('p', { class: 'notice', hidden: true }, texts.withoutFfmpeg)
byId('admin-head').append(
  h('a', { class: 'back', href: '/' }, icon('next'), texts.back),
  h('h1', {}, texts.title),
  h('p', {}, texts.intro),
  notice,
)
const courseChoice = h('select', { 'aria-label': texts.course })
const list = h('ul', { class: 'choices' })
const noLessons = h('p', { class: 'soft' }, texts.noLessons)
const lessonForm = newForm('new-lesson', texts.newLesson, texts.lessonTitle, async (title) => {
  if (!course) return
  const { id } = course
  const lessonId = await api.createLesson(id, title, lessons.length + 1)
  await showLessons()
  open(lessonId)
})
byId('catalogue').append(
  h('div', { class: 'catalogue-part' }, h('h2', {}, texts.course), courseChoice),
  newForm('new-course', texts.newCourse, texts.courseTitle, async (title) =>
    showCourses(await api.createCourse(title)),
  ),
  h('div', { class: 'catalogue-part' }, h('h2', {}, texts.lessons), list, noLessons),
  lessonForm,
)

let courses: readonly AdminCourse[] = []
let course: AdminCourse | null = null
let lessons: readonly AdminLesson[] = []
let view: LessonView | null = null

/** A form of one field that makes something. */
function newForm(id: string, name: string, label: string, create: (title: string) => Promise<void>): HTMLFormElement {
  const input = h('input', { id, required: true, maxlength: 500, autocomplete: 'off', dir: 'auto', placeholder: label })
  const form = h(
    'form',
    { class: 'new-form' },
    h('label', { for: id }, name),
    h('div', {}, input, h('button', { class: 'admin-button' }, texts.create)),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const title = input.value.trim()
    if (title === '') return
    input.value = ''
    create(title).catch(failed)
  })
  return form
}

function failed(): void {
  byId('news').textContent = texts.failed
}

async function showCourses(wanted: string | null): Promise<void> {
  courses = await api.courses()
  course = courses.find(({ id }) => id === wanted) ?? courses[0] ?? null
  courseChoice.replaceChildren(
    ...courses.map(({ id, title }) => h('option', { value: id, selected: id === course?.id }, title)),
  )
  courseChoice.hidden = courses.length === 0
  lessonForm.hidden = course === null
  await showLessons()
  const { lesson } = Object.fromEntries(new URLSearchParams(location.search))
  open((lessons.find(({ id }) => id === lesson) ?? lessons[0])?.id ?? null)
}

/** Reads the lessons again: the statuses of some may be others. */
async function showLessons(): Promise<void> {
  lessons = course ? await api.lessons(course.id) : []
  drawList()
  const shown = lessons.find(({ id }) => id === view?.lessonId)
  if (shown) view?.show(shown)
}

function drawList(): void {
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['lesson'] : undefined
  noLessons.hidden = lessons.length > 0 || course === null
  list.replaceChildren(
    ...lessons.map(({ id, title, status }) => {
      const button = h(
        'button',
        { type: 'button', class: 'choice', 'data-lesson': id, 'aria-current': id === view?.lessonId ? 'true' : null },
        h('bdi', {}, title),
        h('span', {}, texts.states[status] ?? ''),
      )
      button.addEventListener('click', () => {
        open(id)
        byId('lessons').focus({ preventScroll: true })
      })
      return h('li', {}, button)
    }),
  )
  if (focused) list.querySelector<HTMLElement>(`[data-lesson="${CSS.escape(focused)}"]`)?.focus()
}

function open(lessonId: string | null): void {
  const lesson = lessons.find(({ id }) => id === lessonId)
  if (lesson && lesson.id === view?.lessonId) return
  view = lesson && course ? createLessonView(course.id, lesson, texts, api, failed) : null
  byId('lessons').replaceChildren(view?.element ?? h('p', { class: 'soft' }, course ? texts.chooseLesson : texts.intro))
  if (course && lesson) writeAddress({ course: course.id, lesson: lesson.id })
  drawList()
}

function writeAddress(change: Readonly<Record<string, string>>): void {
  const address = new URL(location.href)
  for (const [name, value] of Object.entries(change)) address.searchParams.set(name, value)
  history.replaceState(null, '', address)
}

courseChoice.addEventListener('change', () => void showCourses(courseChoice.value).catch(failed))
for (const type of ['ehr-upload-ready', 'ehr-settings-saved', 'ehr-upload-state']) {
  document.addEventListener(type, () => void showLessons().catch(failed))
}
setText(byId('news'), '')
void api.hasFfmpeg().then((has) => (notice.hidden = has), failed)
void showCourses(new URLSearchParams(location.search).get('course')).catch(failed)
