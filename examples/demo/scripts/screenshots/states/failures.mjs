import { everyState } from '../looks.mjs'

const looks = [...everyState, 'text-200-phone', 'rtl-phone', 'forced-colours', 'de', 'uk']

/** Plays for a moment, so that there is something to be saved, in which `fail` happens, and waits until the player says so. */
const whilePlaying = (fail, setting) => async (lesson) => {
  await lesson.show(setting)
  await lesson.ready()
  await fail(lesson)
  await lesson.play()
  await lesson.reach(2)
  await lesson.flush()
  await lesson.partBox('sync')
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
]
