import { lesson, lessonPage, openPage } from './browser.mjs'
import { eventually, pause } from './ground.mjs'
import { problem } from './proxy.mjs'

const needs = ['browser']
let numbered = 0
/** A learner nobody has been before. */
export const somebody = (ground, roles) => {
  const name = `learner-${process.pid}-${(numbered += 1)}`
  return ground.demo.as(name, roles && { roles }).then((signedIn) => ({ name, ...signedIn }))
}
const progressOf = async (who, lessonId = 'fire-safety-1', query = '') =>
  (await who.call('GET', `/v1/lessons/${lessonId}/progress${query}`)).body
const watched = ({ watched_segments: segments = [] }) => segments.reduce((sum, [from, to]) => sum + to - from, 0)
const only = (part, answer) => (seen) => (seen.url.includes(part) ? answer(seen) : undefined)

/** A: what an honest learner loses. */
export const learnerRows = {
  A1: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const late = only('/v1/sessions', async ({ headers }) => {
        if (!headers.authorization) await pause(1_500)
      })
      const page = lessonPage({ attributes: 'endpoint="/lessons-api" lesson-id="fire-safety-1" loading="eager"' })
      const tab = await openPage(ground, { page, rule: late })
      // The first grant is under way, without a sign-in.
      await eventually(() => ground.proxy.seen.some(({ url }) => url.includes('/v1/sessions')), 15_000, 20)
      await tab.evaluate((token) => window.ehr.player().setAttribute('auth-token', token), ada.token)
      const ready = await tab.ready(8_000)
      const asked = ground.proxy.seen.filter(({ url }) => url.includes('/v1/sessions')).length
      return [ready, `ready: ${ready}, grants asked: ${asked}, errors: ${await tab.errors()}`]
    },
  },
  A2: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const html = { 'content-type': 'text/html' }
      const json = { 'content-type': 'application/json' }
      const answers = [
        { status: 400, headers: json, body: '{"statusCode":400,"code":"FST_ERR_CTP_INVALID_CONTENT_LENGTH"}' },
        { status: 422, headers: json, body: '{"code":"X"}' },
        { status: 413, headers: html, body: '<h1>413 Request Entity Too Large</h1>' },
      ]
      let turn = 0
      const broken = only('/v1/progress', ({ method }) => (method === 'POST' ? answers[(turn += 1) % 3] : undefined))
      const tab = await openPage(ground, { page: lessonPage({ attributes: lesson(ada.token) }), rule: broken })
      await tab.ready()
      await tab.play()
      await tab.reach(6.5)
      await tab.evaluate(() => window.ehr.player().pause())
      for (let i = 0; i < 6; i += 1) await tab.flush()
      const stopped = await tab.evaluate(() => window.ehr.video().currentTime)
      const [errors, state] = [await tab.errors(), await tab.evaluate(() => window.ehr.sync.at(-1)?.state)]
      ground.proxy.rule = () => undefined
      await eventually(
        async () => {
          await tab.flush()
          return watched(await progressOf(ada)) > stopped - 0.5
        },
        10_000,
        500,
      )
      const credited = watched(await progressOf(ada))
      const dropped = errors.filter((code) => code === 'evidence_dropped').length
      const ok = dropped === 0 && credited > stopped - 0.4 && state !== 'saved'
      return [
        ok,
        `dropped ${dropped}, state meanwhile ${state}, played ${stopped.toFixed(2)} s, credited ${credited} s`,
      ]
    },
  },
  A3: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const admin = await somebody(ground, ['admin'])
      const first = (await ada.call('GET', '/v1/lessons/fire-safety-1')).body
      const grant = await ada.call('POST', '/v1/sessions', {
        lesson_id: 'fire-safety-1',
        client: { name: 'f', version: '1' },
      })
      const { playback_id: playbackId } = grant.body.playback
      const lessonBody = {
        course_id: first.course_id,
        title: 'Constructor',
        playback_id: playbackId,
        duration: first.duration,
        order: 99,
        required: false,
      }
      const put = await admin.call('PUT', '/v1/lessons/constructor', lessonBody)
      if (put.status >= 300) return [false, `the lesson could not be made: ${put.text}`]
      ground.atEnd(() => admin.call('DELETE', '/v1/lessons/constructor'))
      const tab = await openPage(ground, { page: lessonPage({ attributes: lesson(ada.token) }) })
      await tab.ready()
      await tab.play()
      await tab.reach(1)
      // What is acknowledged of the first lesson arrives when the second is there.
      ground.proxy.rule = only('/v1/progress', async () => {
        await pause(1_500)
      })
      await tab.evaluate(() => {
        window.ehr.ready = 0
        window.ehr.player().lessonId = 'constructor'
      })
      const ready = await tab.ready()
      await tab.play()
      await tab.reach(2)
      const flushed = await tab.flush()
      const shown = await tab.evaluate(() => {
        try {
          return JSON.stringify(window.ehr.player().progress?.watchedSeconds ?? null)
        } catch (error) {
          return String(error)
        }
      })
      const credited = watched(await progressOf(ada, 'constructor'))
      const thrown = await tab.evaluate(() => window.ehr.pageErrors)
      const ok = ready && flushed === 'flushed' && Number(shown) > 1 && credited > 1 && thrown.length === 0
      return [ok, `flush: ${flushed}, shown: ${shown}, credited: ${credited} s, page errors: ${thrown}`]
    },
  },
  A4: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const after = `window.rounds = 0; window.lag = 0
        ehr.player().addEventListener('ratechange', () => { rounds += 1; const v = ehr.video(); if (v && v.playbackRate !== 3) v.playbackRate = 3 })
        let last = performance.now(); setInterval(() => { lag = Math.max(lag, performance.now() - last - 50); last = performance.now() }, 50)`
      const tab = await openPage(ground, { page: lessonPage({ attributes: lesson(ada.token), after }) })
      await tab.ready()
      await tab.play()
      await tab.evaluate(() => {
        window.lag = 0
        window.ehr.video().addEventListener('ratechange', () => {
          window.rounds += 1
          if (window.ehr.video().playbackRate !== 3) window.ehr.video().playbackRate = 3
        })
        window.ehr.video().playbackRate = 3
      })
      await pause(5_000)
      const [rounds, lag] = await tab.evaluate(() => [window.rounds, Math.round(window.lag)])
      return [
        rounds < 100 && lag < 1_000,
        `${rounds} rounds in 5 s, longest lag ${lag} ms, errors: ${await tab.errors()}`,
      ]
    },
  },
  A5: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const counts = []
      for (const after of ['2592000', 'Fri, 31 Dec 9999 23:59:59 GMT']) {
        ground.proxy.reset()
        const rule = only('/v1/sessions', () => problem(503, 'overloaded', { 'retry-after': after }))
        const tab = await openPage(ground, { page: lessonPage({ attributes: lesson(ada.token) }), rule })
        await pause(5_000)
        counts.push(ground.proxy.seen.filter(({ url }) => url.includes('/v1/sessions')).length)
        await tab.leave()
      }
      return [counts.every((count) => count === 1), `requests in 5 s: ${counts.join(' and ')}`]
    },
  },
  A6: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const service = await somebody(ground, ['service'])
      const { course_id: course } = (await ada.call('GET', '/v1/lessons/fire-safety-1')).body
      const tab = await openPage(ground, { page: lessonPage({ attributes: lesson(ada.token) }) })
      await tab.ready()
      await tab.play()
      await tab.reach(2)
      const begun = await service.call('POST', `/v1/courses/${course}/attempts`, {
        learner_id: ada.name,
        reason: 'again',
      })
      await tab.reach(16, 30_000)
      await tab.flush()
      const [one, two] = [
        await progressOf(ada, undefined, '?attempt=1'),
        await progressOf(ada, undefined, '?attempt=2'),
      ]
      const ok = begun.status < 300 && watched(two) > 5 && (await tab.evaluate(() => !window.ehr.video().paused))
      return [ok, `attempt 1: ${watched(one)} s, attempt 2: ${watched(two)} s, errors: ${await tab.errors()}`]
    },
  },
  A7: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const html = lessonPage({ attributes: lesson(ada.token) })
      const tabs = [await openPage(ground, { page: html }), await openPage(ground, { page: html })]
      for (const tab of tabs) await tab.ready()
      for (const tab of tabs) await tab.play()
      await pause(14_000)
      const words = await Promise.all(tabs.map((tab) => tab.words()))
      const shown = words.map((text) => text.includes('another window is playing'))
      return [!shown.every(Boolean), `says that time is counted in another window: ${shown.join(', ')}`]
    },
  },
  A8: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const after = `const players = []
        for (const id of ['fire-safety-1', 'fire-safety-2']) {
          const host = document.body.appendChild(document.createElement('div'))
          const player = document.createElement('ehr-lesson-player')
          for (const [name, value] of Object.entries({ endpoint: '/lessons-api', 'lesson-id': id, 'auth-token': '${ada.token}', loading: 'eager', muted: '' })) player.setAttribute(name, value)
          host.attachShadow({ mode: 'closed' }).append(player)
          players.push(player)
          player.addEventListener('ehr-ready', () => (ehr.ready += 1))
        }
        window.players = players`
      const html = lessonPage({ after }).replace('<ehr-lesson-player id="player" ></ehr-lesson-player>', '')
      const tab = await openPage(ground, { page: html })
      await tab.waitForFunction(() => window.ehr.ready >= 2, null, { timeout: 20_000 })
      await tab.evaluate(() => window.players[0].play())
      await pause(1_000)
      await tab.evaluate(() => window.players[1].play())
      await pause(1_500)
      const paused = await tab.evaluate(() => window.players.map((player) => player.paused))
      return [paused[0] && !paused[1], `paused: first ${paused[0]}, second ${paused[1]}`]
    },
  },
}
