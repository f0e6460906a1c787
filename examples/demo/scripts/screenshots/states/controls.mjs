import { everyState, words } from '../looks.mjs'
import { pauseAt, skipAhead } from './steps.mjs'

/** Opens the menu of a control, and then the first item of this kind in it. */
const menu = (control, item) => async (lesson) => {
  await pauseAt(lesson, 2)
  await lesson.press(control)
  await lesson.partBox('media-chrome-menu-item')
  if (item) await lesson.press(item)
}

const key = (name, modifiers) => async (lesson) => {
  await pauseAt(lesson, 2)
  await lesson.key(name, modifiers)
  await lesson.partBox('dialog')
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
    looks: ['phone', 'desktop', 'full-screen', 'forced-colours'],
    arrange: menu('media-playback-rate-menu-button'),
  },
  {
    name: 'menu: captions',
    looks: ['phone', 'desktop', 'rtl'],
    arrange: menu('media-captions-menu-button'),
  },
  {
    name: 'menu: settings',
    looks: [...everyState, 'landscape', 'full-screen', 'forced-colours', 'text-200-phone', 'rtl', 'rtl-phone', 'de'],
    arrange: menu('media-settings-menu-button'),
  },
  {
    name: 'menu: settings, speed',
    looks: ['narrow'],
    arrange: menu('media-settings-menu-button', 'media-settings-menu-item'),
  },
  {
    name: 'menu at the end',
    looks: [...everyState],
    async arrange(lesson) {
      await skipAhead(lesson)
      await lesson.play(2)
      await lesson.ended()
      await lesson.partBox('end')
      await lesson.press('media-settings-menu-button')
      await lesson.partBox('media-chrome-menu-item')
    },
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
      await lesson.tabTo('media-time-range')
    },
  },
  {
    name: 'what counts',
    looks: [...words, 'landscape', 'full-screen', 'dark'],
    async arrange(lesson) {
      await skipAhead(lesson)
      await lesson.whatCounts()
    },
  },
  {
    name: 'key list',
    looks: ['phone', 'desktop', 'full-screen', 'forced-colours', 'text-200', 'rtl', 'de'],
    arrange: key('?', { shiftKey: true }),
  },
  {
    name: 'caption settings',
    looks: [...everyState, 'forced-colours', 'text-200-phone', 'rtl-phone', 'de'],
    arrange: key('C', { shiftKey: true }),
  },
  {
    name: 'transcript',
    looks: [...everyState, 'full-screen', 'dark', 'forced-colours', 'text-200-phone', 'rtl'],
    async arrange(lesson) {
      await pauseAt(lesson, 3, { attributes: { transcript: '' } })
      await lesson.partBox('text')
    },
  },
]
