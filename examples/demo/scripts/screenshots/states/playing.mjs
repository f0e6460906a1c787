import { everyLook, everyState } from '../looks.mjs'

/** A lesson some way in, with a stretch left out, paused; the time bar shows what is watched. */
async function skipAhead(lesson) {
  await lesson.show()
  await lesson.ready()
  await lesson.play()
  await lesson.reach(4)
  await lesson.seek(11)
  await lesson.reach(14)
  await lesson.pause()
  await lesson.flush()
}

/** What a learner sees while a lesson plays, and when it pauses. */
export const playing = [
  {
    name: 'playing',
    looks: everyLook,
    async arrange(lesson) {
      await lesson.show()
      await lesson.ready()
      await lesson.play()
      await lesson.reach(1)
      await lesson.showControls()
      await lesson.reach(2)
    },
  },
  {
    name: 'playing, controls gone',
    looks: [...everyState, 'full-screen', 'rtl', 'text-200'],
    async arrange(lesson) {
      await lesson.show()
      await lesson.ready()
      await lesson.play()
      await lesson.reach(1)
      await lesson.hideControls()
    },
  },
  { name: 'paused, a stretch left out', looks: everyLook, arrange: skipAhead },
  {
    name: 'ended with a stretch left out',
    looks: everyLook,
    async arrange(lesson) {
      await lesson.show()
      await lesson.ready()
      await lesson.play(2)
      await lesson.reach(6)
      await lesson.seek(15)
      await lesson.play(2)
      await lesson.ended()
      await lesson.flush()
    },
  },
  {
    name: 'completed',
    looks: everyLook,
    async arrange(lesson) {
      await lesson.show()
      await lesson.ready()
      await lesson.play(2)
      await lesson.ended()
      await lesson.flush()
      await lesson.completed()
    },
  },
  {
    name: 'completed while playing',
    looks: everyState,
    async arrange(lesson) {
      await lesson.show()
      await lesson.ready()
      await lesson.play(2)
      await lesson.reach(18)
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
    },
  },
]
