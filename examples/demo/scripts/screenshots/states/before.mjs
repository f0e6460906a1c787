import { everyLook, everyState, words } from '../looks.mjs'
import { open } from './steps.mjs'

/** What a learner sees before anything plays. */
export const before = [
  {
    name: 'loading',
    looks: everyState,
    async arrange(lesson) {
      await lesson.page.route('**/v1/sessions', () => {})
      await lesson.show()
      await lesson.partBox('spinner')
    },
  },
  {
    name: 'start button',
    looks: [...everyState, 'forced-colours', 'rtl-phone'],
    async arrange(lesson) {
      await lesson.show({ attributes: { loading: 'click' } })
      await lesson.partBox('start-button')
    },
  },
  {
    name: 'before play',
    looks: everyLook.filter((look) => look !== 'full-screen'),
    arrange: (lesson) => open(lesson),
  },
]

const refusals = [
  ['no access', 403, 'entitlement_denied'],
  ['not found', 404, 'lesson_not_found'],
  ['being prepared', 409, 'lesson_not_ready'],
  ['signed out', 401, 'unauthenticated'],
  ['many requests', 429, 'rate_limited'],
  ['overloaded', 503, 'overloaded'],
  ['went wrong', 500, 'internal'],
]

/** The panels that take the place of a lesson that does not open. */
export const panels = [
  ...refusals.map(([name, status, code]) => ({
    name: `panel: ${name}`,
    looks: words,
    async arrange(lesson) {
      await lesson.answer('**/v1/sessions', status, code)
      await lesson.show()
      await lesson.panel()
    },
  })),
  {
    name: 'panel: cannot connect',
    looks: words,
    async arrange(lesson) {
      await lesson.page.route('**/v1/sessions', (route) => route.abort())
      await lesson.show()
      await lesson.panel()
    },
  },
]
