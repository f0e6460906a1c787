import { everyState } from '../looks.mjs'

/** Some way in and paused, with the controls on screen. */
async function pauseAt(lesson, time) {
  await lesson.show()
  await lesson.ready()
  await lesson.play()
  await lesson.reach(time)
  await lesson.pause()
}

const press = (control) => async (lesson) => {
  await pauseAt(lesson, 2)
  await lesson.press(control)
  await lesson.partBox('media-chrome-menu-item')
}

/** What the controls open, and how they look in use. */
export const controls = [
  {
    name: 'captions above the controls',
    looks: [...everyState, 'landscape', 'full-screen', 'text-200', 'rtl-phone', 'forced-colours'],
    arrange: (lesson) => pauseAt(lesson, 1.5),
  },
  {
    name: 'menu: speed',
    looks: ['desktop', 'full-screen', 'forced-colours'],
    arrange: press('media-playback-rate-menu-button'),
  },
  {
    name: 'preview on the time bar',
    looks: ['desktop', 'full-screen', 'forced-colours', 'rtl', 'text-200'],
    async arrange(lesson) {
      await pauseAt(lesson, 3)
      await lesson.hover('media-time-range', 0.6)
      await lesson.partBox('media-preview-thumbnail')
    },
  },
  {
    name: 'keyboard on the time bar',
    looks: ['desktop', 'narrow', 'forced-colours', 'forced-colours-phone'],
    async arrange(lesson) {
      await pauseAt(lesson, 2)
      const isThere = () =>
        lesson.page.evaluate(() => {
          let at = globalThis.document.activeElement
          while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
          return at?.getRootNode().host?.localName === 'media-time-range'
        })
      for (let stops = 0; stops < 20 && !(await isThere()); stops += 1) await lesson.page.keyboard.press('Tab')
    },
  },
]
