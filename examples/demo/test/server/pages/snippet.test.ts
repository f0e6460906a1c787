import { expect, it } from 'vitest'
import { embeddingPage } from '../../../src/pages/snippet.js'

const embedding = {
  origin: 'http://127.0.0.1:4173',
  endpoint: '/lessons-api',
  lessonId: 'a"<b>&',
  learnerId: 'ada',
  language: 'en',
}
const page = embeddingPage(embedding)

it('is a whole page: script, tag and sign-in', () => {
  expect(page).toMatch(/^<!doctype html>/)
  expect(page).toContain('src="http://127.0.0.1:4173/ehr-lesson-player.js"')
  expect(page).toContain('endpoint="http://127.0.0.1:4173/lessons-api"')
  expect(page).toContain("fetch('http://127.0.0.1:4173/dev/tokens'")
  expect(page).toContain('getAuthToken')
})

it('writes a lesson’s id so that no id can end its attribute', () => {
  expect(page).toContain('lesson-id="a&quot;&lt;b>&amp;"')
})

it('brings the player’s words where they are not built in', () => {
  expect(page).not.toContain('ehr-lang')
  expect(embeddingPage({ ...embedding, language: 'de' })).toContain('src="http://127.0.0.1:4173/ehr-lang-de.js"')
})
