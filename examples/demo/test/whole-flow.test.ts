import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDemo } from './support/demo-process.js'
import { signIn } from './support/learner.js'
import { openLessonSite } from './support/lesson-site.js'
import { describeKeyboardWalk } from './suites/keyboard-walk.js'
import { describeLesson } from './suites/lesson.js'
import { describePlainHtml } from './suites/plain-html.js'
import { describeEndOfWait, describeRefusals, useUpGrants, type Limited } from './suites/refusals.js'
import { describeScreenReader } from './suites/screen-reader.js'

// One demo and one browser for all of it: nothing is mocked, and every learner is somebody else.
const site = await openLessonSite()
afterAll(() => site.close())

let limited: Limited
beforeAll(async () => void (limited = await useUpGrants(site)))

describeRefusals(site, () => limited)
describeLesson(site)
describeKeyboardWalk(site)
describeScreenReader(site)
describePlainHtml(site)
describeEndOfWait(() => limited)

it('remembers everything after a restart, the sign-in included', async () => {
  const before = await signIn(site.demo.origin, 'edsger')
  const known = await before.progress('fire-safety-1')
  expect(known.completed).toBe(true)
  expect(await site.demo.stop()).toBe(0)
  const again = await startDemo(site.demo.dataDirectory)
  const answer = await fetch(`${again.origin}/lessons-api/v1/lessons/fire-safety-1/progress`, {
    headers: { authorization: `Bearer ${before.token}` },
  })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual(known)
  expect(await again.stop()).toBe(0)
})
