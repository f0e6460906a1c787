import { leaveOut } from './steps.mjs'

const looks = ['phone', 'desktop', 'dark', 'forced-colours']

/** Opens the demo itself: a page around the player, photographed as far as the window shows it. */
const openDemo = (path) => async (lesson) => {
  await lesson.showDemo(path)
  await lesson.ready()
}

/** The demo's page as a visitor meets it. */
export const demo = [
  { name: 'demo: course', looks, arrange: openDemo('/') },
  {
    name: 'demo: a stretch left out',
    looks,
    async arrange(lesson) {
      await openDemo('/?lesson=fire-safety-1')(lesson)
      await leaveOut(lesson)
    },
  },
]
