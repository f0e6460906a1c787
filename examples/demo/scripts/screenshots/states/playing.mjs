import { everyLook, everyState } from '../looks.mjs'
import { open, pauseAt, playTo, skipAhead } from './steps.mjs'

/** What a learner sees while a lesson plays, and when it pauses. */
export const playing = [
  {
    name: 'playing',
    looks: everyLook,
    async arrange(lesson) {
      await open(lesson)
      await playTo(lesson, 1)
      await lesson.showControls()
      await lesson.reach(2)
    },
  },
  {
    name: 'playing, controls gone',
    looks: [...everyState, 'full-screen', 'rtl', 'text-200'],
    async arrange(lesson) {
      await open(lesson)
      await playTo(lesson, 1)
      await lesson.hideControls()
    },
  },
  {
    name: 'saving',
    looks: [...everyState, 'rtl-phone', 'forced-colours'],
    async arrange(lesson) {
      await lesson.page.route('**/v1/progress', () => {})
      await pauseAt(lesson, 2)
      await lesson.calm()
    },
  },
  {
    name: 'saving, looked at with the keyboard',
    looks: [...everyState, 'forced-colours'],
    async arrange(lesson) {
      await open(lesson)
      await playTo(lesson, 2)
      await lesson.tabTo('sync')
    },
  },
  { name: 'paused, a stretch left out', looks: everyLook, arrange: (lesson) => skipAhead(lesson) },
  {
    name: 'required parts',
    looks: [...everyState, 'full-screen', 'forced-colours', 'rtl-phone'],
    async arrange(lesson) {
      await open(lesson, { attributes: { 'lesson-id': 'fire-safety-2' } })
      await lesson.seek(70)
      await playTo(lesson, 73)
      await lesson.pause()
      await lesson.flush()
    },
  },
  {
    name: 'ended with a stretch left out',
    looks: everyLook,
    async arrange(lesson) {
      await open(lesson)
      await playTo(lesson, 6, 2)
      await lesson.seek(15)
      await lesson.play(2)
      await lesson.ended()
      await lesson.flush()
      await lesson.partBox('end')
    },
  },
  {
    name: 'completed',
    looks: everyLook,
    async arrange(lesson) {
      await open(lesson, { attributes: { 'next-lesson-id': 'fire-safety-2' } })
      await lesson.play(2)
      await lesson.ended()
      await lesson.flush()
      await lesson.completed()
      await lesson.partBox('end')
    },
  },
  {
    name: 'completed while playing',
    looks: everyState,
    async arrange(lesson) {
      await open(lesson)
      await playTo(lesson, 18, 2)
      await lesson.pause()
      await lesson.flush()
      await lesson.completed()
    },
  },
  {
    name: 'resumed',
    looks: everyLook.filter((look) => look !== 'full-screen'),
    async arrange(lesson) {
      await skipAhead(lesson)
      await lesson.page.reload()
      await lesson.ready()
      await lesson.play()
      await lesson.partBox('resume')
    },
  },
]
