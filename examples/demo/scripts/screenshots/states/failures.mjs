import { everyState, words } from '../looks.mjs'
import { open, pauseAt } from './steps.mjs'

const looks = [...everyState, 'text-200-phone', 'rtl-phone', 'forced-colours', 'de', 'uk']
const SEGMENTS = '**/*.m4s*'

/** Plays for a moment, so that there is something to be saved, which `fail` prevents, and waits until the player says so. */
const whilePlaying = (fail) => async (lesson) => {
  await open(lesson)
  await fail(lesson)
  await lesson.play()
  await lesson.reach(2)
  await lesson.flush()
  await lesson.loud()
  // While it plays, the words become a dot after some seconds.
  await lesson.pause()
}

/** Plays a lesson whose video does not come, because of `fail`, until a panel says so. */
const withoutVideo =
  (fail, attributes = {}) =>
  async (lesson) => {
    await fail(lesson)
    await lesson.show({ attributes: { autoplay: '', muted: '', ...attributes } })
    await lesson.panel()
  }

/** What a learner sees when something is wrong while a lesson plays. */
export const failures = [
  {
    name: 'waiting to be saved',
    looks,
    arrange: whilePlaying((lesson) => lesson.answer('**/v1/progress', 503, 'overloaded')),
  },
  {
    name: 'sign in to save',
    looks,
    arrange: whilePlaying((lesson) => lesson.answer('**/v1/progress', 401, 'unauthenticated')),
  },
  {
    name: 'offline',
    looks,
    arrange: whilePlaying((lesson) => lesson.page.route('**/v1/progress', (route) => route.abort())),
  },
  {
    name: 'offline at the end',
    looks: everyState,
    async arrange(lesson) {
      await lesson.page.route('**/v1/progress', (route) => route.abort())
      await pauseAt(lesson, 2)
      await lesson.seek(15)
      await lesson.play(2)
      await lesson.ended()
      await lesson.loud()
      await lesson.partBox('end')
    },
  },
  {
    name: 'panel: interrupted',
    looks: words,
    arrange: withoutVideo((lesson) => lesson.page.route(SEGMENTS, (route) => route.abort('internetdisconnected'))),
  },
  {
    name: 'panel: stopped',
    looks: words,
    arrange: withoutVideo((lesson) => lesson.page.route(SEGMENTS, (route) => route.fulfill({ status: 404 }))),
  },
  {
    name: 'panel: expired',
    looks: words,
    arrange: withoutVideo((lesson) => lesson.page.route(SEGMENTS, (route) => route.fulfill({ status: 403 }))),
  },
]
