/** Opens a lesson that can be played. */
export async function open(lesson, setting) {
  await lesson.show(setting)
  await lesson.ready()
}

/** Plays an open lesson as far as `time`, in seconds. */
export async function playTo(lesson, time, rate = 1) {
  await lesson.play(rate)
  await lesson.reach(time)
}

/** Opens a lesson, plays as far as `time` and pauses there, with the controls on screen. */
export async function pauseAt(lesson, time, setting) {
  await open(lesson, setting)
  await playTo(lesson, time)
  await lesson.pause()
}

/** Plays an open lesson with a stretch left out, and pauses; the time bar shows what is watched. */
export async function leaveOut(lesson) {
  await playTo(lesson, 4)
  await lesson.seek(11)
  await lesson.reach(14)
  await lesson.pause()
  await lesson.flush()
}

/** Opens a lesson some way in, with a stretch left out. */
export async function skipAhead(lesson, setting) {
  await open(lesson, setting)
  await leaveOut(lesson)
}
