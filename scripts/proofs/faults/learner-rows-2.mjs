import { setTimeout as pause } from 'node:timers/promises'
import { lesson, lessonPage, openPage } from './browser.mjs'
import { opening, report } from './demo.mjs'
import { load } from './ground.mjs'
import { openHost, serve } from './host.mjs'
import { somebody } from './learner-rows.mjs'

const needs = ['browser']
const sum = (segments) => (segments ?? []).reduce((total, [from, to]) => total + to - from, 0)

/** A, continued. */
export const moreLearnerRows = {
  A9: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const tab = await openPage(ground, { page: lessonPage({ attributes: lesson(ada.token) }) })
      await tab.ready()
      await tab.play()
      await tab.reach(3)
      const look = () =>
        tab.evaluate(() => {
          const player =
            window.ehr.player() ?? document.querySelector('iframe').contentDocument.querySelector('ehr-lesson-player')
          const video = player.muxPlayer?.media?.nativeEl
          const box = player.shadowRoot.querySelector('[part~=surface], [part=poster], mux-player')
          const view = player.ownerDocument.defaultView
          return {
            at: video?.currentTime ?? -1,
            paused: video?.paused ?? true,
            display: view.getComputedStyle(player).display,
            position: box && view.getComputedStyle(box).position,
          }
        })
      const before = await look()
      await tab.evaluate(() => {
        const frame = document.body.appendChild(document.createElement('iframe'))
        frame.contentDocument.body.append(window.ehr.player())
      })
      await pause(3_000)
      const inside = await look()
      await tab.evaluate(() =>
        document.body.append(document.querySelector('iframe').contentDocument.querySelector('ehr-lesson-player')),
      )
      await pause(3_000)
      const after = await look()
      const isSame = ({ at, paused, display, position }) =>
        at >= before.at - 0.5 && !paused && display === before.display && position === before.position
      return [isSame(inside) && isSame(after), { before, inside, after }]
    },
  },
  A10: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const rule = ({ url }) => (/\/mux\/.*\.(m4s|ts|mp4)/.test(url) ? { status: 404 } : undefined)
      const tab = await openPage(ground, { page: lessonPage({ attributes: lesson(ada.token) }), rule })
      await tab.ready()
      const began = Date.now()
      await tab.play().catch(() => undefined)
      await tab
        .waitForFunction(() => window.ehr.errors.some(({ code }) => code === 'playback_failed'), null, {
          timeout: 15_000,
        })
        .catch(() => undefined)
      const took = (Date.now() - began) / 1_000
      const [errors, words] = [await tab.errors(), await tab.words()]
      return [
        errors.includes('playback_failed') && took < 13,
        `after ${took.toFixed(1)} s: errors ${errors}, words “${words.slice(-120)}”`,
      ]
    },
  },
  A11: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'
      const attributes = `endpoint="/lessons-api" lesson-id="fire-safety-1" auth-token="${ada.token}" loading="click" poster="/nowhere.png"`
      const tab = await openPage(ground, { page: lessonPage({ attributes }) })
      await pause(1_500)
      await tab.evaluate((pixel) => (window.ehr.player().poster = pixel), pixel)
      await pause(1_000)
      const shown = await tab.evaluate((pixel) => {
        const image = [...window.ehr.player().shadowRoot.querySelectorAll('img')].find(({ src }) => src === pixel)
        return Boolean(image?.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      }, pixel)
      return [shown, `the good poster is shown: ${shown}`]
    },
  },
  A12: {
    needs: ['browser', 'postgres'],
    async see(ground) {
      const steps = []
      for (const days of [1, -1]) {
        const { lost, credited, played, errors } = await playAcrossStep(ground, days)
        steps.push({ days, played, credited, lost, errors })
      }
      return [steps.every(({ lost }) => lost <= 2.5), steps]
    },
    ms: 120_000,
  },
  A13: {
    async see(ground) {
      const owner = await somebody(ground, ['admin'])
      const course = `a13-${process.pid}`
      await owner.call('PUT', `/v1/courses/${course}`, { title: 'A13' })
      const put = (id, duration) =>
        owner.call('PUT', `/v1/lessons/${id}`, {
          course_id: course,
          title: id,
          playback_id: `${id.replaceAll('-', '')}video`,
          duration,
          completion: { threshold: 1 },
        })
      const tiny = await put(`${course}-tiny`, 0.03)
      const refused = tiny.status >= 400
      await put(`${course}-long`, 3)
      const ada = await somebody(ground)
      await owner.call('PUT', `/v1/courses/${course}/enrolments/${ada.name}`, {})
      const { body: grant } = await ada.call('POST', '/v1/sessions', opening(`${course}-long`))
      await pause(1_200)
      const events = [{ n: 1, type: 'complete', at: 2, total_time: 2 }]
      const sent = report(grant.session_id, `${course}-long`, [[0, 2]], { duration: 2, position: 2, events })
      await ada.call('POST', '/v1/progress', { reports: [sent] })
      const { completed } = (await ada.call('GET', `/v1/lessons/${course}-long/progress`)).body
      const noticed = async (id) => {
        const { body } = await owner.call('GET', `/v1/lessons/${id}`)
        return (body.attention ?? []).length > 0
      }
      const [tinySaid, longSaid] = [
        refused || (tiny.body.attention ?? []).length > 0 || (await noticed(`${course}-tiny`)),
        await noticed(`${course}-long`),
      ]
      return [
        tinySaid && (completed || longSaid),
        `video of 30 ms noticed: ${tinySaid}; video that ends early: completed ${completed}, noticed ${longSaid}`,
      ]
    },
  },
}

/** Plays 5 s, moves the database's clock, and plays 12 s more. */
async function playAcrossStep(ground, days) {
  const { toNodeListener } = await load('@enhancedhr/server/node')
  const who = `ada${days}`
  const mux = { streamUrl: `${ground.proxy.origin}/mux`, imageUrl: `${ground.proxy.origin}/mux` }
  const { readFile } = await import('node:fs/promises')
  const { id, privateKey } = JSON.parse(await readFile(`${ground.demo.dataDirectory}/playback-key.json`, 'utf8'))
  const host = await openHost(ground, {
    postgres: ground.postgres,
    options: { mux: { ...mux, signingKeys: [{ id, privateKey }] }, reporting: { every: 5 } },
  })
  const sample = await somebody(ground)
  const grant = (await sample.call('POST', '/v1/sessions', opening('fire-safety-1'))).body
  const media = { playback_id: grant.playback.playback_id }
  await host.found({ lessons: [['l1', grant.lesson.duration, media]], learners: [who] })
  const origin = await serve(ground, toNodeListener(host.handler))
  ground.proxy.rule = async ({ url, method, headers, body }) => {
    if (!url.includes('/own-api/')) return undefined
    const answer = await fetch(`${origin}${url}`, {
      method,
      headers: { 'content-type': headers['content-type'] ?? '', 'x-who': who },
      ...(body !== '' && { body }),
    })
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
  }
  const attributes = 'endpoint="/own-api" lesson-id="l1" loading="eager" muted'
  const after = `ehr.player().getAuthToken = async () => 'x'`
  const tab = await openPage(ground, { page: lessonPage({ attributes, after }) })
  await tab.ready()
  await tab.play()
  await tab.reach(5)
  const clocks = /\b(?:clock_timestamp|statement_timestamp|transaction_timestamp|now)\(\)/g
  host.statements.change = (text) => text.replace(clocks, (clock) => `(${clock} + interval '${days} day')`)
  await tab.reach(17, 25_000)
  await tab.evaluate(() => window.ehr.player().pause())
  await tab.flush()
  // What was played between the step and the next answer waits for the clock, which is set right here.
  if (days < 0) host.statements.change = (text) => text
  await pause(3_000)
  await tab.flush()
  const played = await tab.evaluate(() => window.ehr.video().currentTime)
  const errors = await tab.errors()
  await tab.leave()
  const { body } = await host.as(who)('GET', '/v1/lessons/l1/progress')
  const credited = sum(body.watched_segments)
  return { played, credited, lost: Math.round((played - credited) * 100) / 100, errors }
}
