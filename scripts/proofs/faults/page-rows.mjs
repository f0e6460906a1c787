import { setTimeout as pause } from 'node:timers/promises'
import { lesson, lessonPage, openPage } from './browser.mjs'
import { opening } from './demo.mjs'
import { somebody } from './learner-rows.mjs'

const needs = ['browser']
const frame = (ada, more = '') =>
  `endpoint="/lessons-api" lesson-id="fire-safety-1" auth-token="${ada.token}" muted ${more}`

/** Opens a page whose script works on the player before it is upgraded or after, and says how it went. */
async function openWith(ground, { ada, attributes, before, after, headers, head, script }) {
  ground.proxy.seen = []
  const page = lessonPage({ attributes: attributes ?? lesson(ada.token), before, after, head, script })
  const tab = await openPage(ground, { page, headers })
  const ready = await tab.ready(6_000)
  const [errors, pageErrors] = [await tab.errors(), await tab.evaluate(() => window.ehr.pageErrors)]
  return { tab, ready, errors, pageErrors, fine: ready && errors.length === 0 && pageErrors.length === 0 }
}

/** B: what host pages and frameworks do. */
export const pageRows = {
  B1: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const seen = []
      for (const [given, meant] of [
        ['"fire-safety-1 "', 'fire-safety-1'],
        ['" fire-safety-1"', 'fire-safety-1'],
        ['42', '42'],
      ]) {
        const { tab, errors } = await openWith(ground, {
          ada,
          attributes: `endpoint="/lessons-api" auth-token="${ada.token}" loading="eager" muted`,
          after: `customElements.whenDefined('ehr-lesson-player').then(() => (ehr.player().lessonId = ${given}))`,
        })
        const asked = ground.proxy.seen
          .filter(({ url }) => url.includes('/v1/sessions'))
          .map(({ body }) => JSON.parse(body).lesson_id)
        seen.push({ given, asked: asked[0], errors, ok: asked[0] === meant && !errors.includes('invalid_request') })
        await tab.leave()
      }
      return [seen.every(({ ok }) => ok), seen]
    },
  },
  B2: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const seen = []
      for (const set of [
        `playbackRates = '1 1.5'`,
        'labels = null',
        'labels = undefined',
        'loading = undefined',
        `loading = ''`,
        `loading = 'auto'`,
        `credentials = 'bogus'`,
        'playbackRates = null',
        'theme = undefined',
        'headers = null',
      ]) {
        const isLoading = set.startsWith('loading')
        const { tab, fine, errors, pageErrors } = await openWith(ground, {
          ada,
          attributes: isLoading ? frame(ada) : undefined,
          after: `customElements.whenDefined('ehr-lesson-player').then(() => (ehr.player().${set}))`,
        })
        if (!fine) seen.push(`${set}: ${errors} ${pageErrors}`)
        await tab.leave()
      }
      return [seen.length === 0, seen.length === 0 ? 'ten settings coerced, each lesson ready' : seen.join('; ')]
    },
    ms: 90_000,
  },
  B3: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const { tab } = await openWith(ground, { ada })
      const thrown = await tab.evaluate(() => {
        'use strict'
        const thrown = []
        for (const name of ['paused', 'duration', 'paused']) {
          try {
            Function('player', 'name', '"use strict"; player[name] = 5')(window.ehr.player(), name)
          } catch (error) {
            thrown.push(`${name}: ${error}`)
          }
        }
        return thrown
      })
      const warnings = tab.console.filter(
        (line) => line.startsWith('warning:') && /paused|duration|read-only/.test(line),
      )
      return [thrown.length === 0 && warnings.length > 0, `thrown: ${thrown}; warnings: ${warnings}`]
    },
  },
  B4: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const { tab, errors } = await openWith(ground, {
        ada,
        attributes: frame(ada),
        after: `customElements.whenDefined('ehr-lesson-player').then(() => { ehr.player().headers = { 'x-user-name': 'Łukasz' }; ehr.player().load() })`,
      })
      const said = `${JSON.stringify(await tab.evaluate(() => window.ehr.errors))} ${tab.console.join(' ')}`
      return [
        errors[0] === 'misconfigured' && said.includes('x-user-name'),
        `errors ${errors}; names the header: ${said.includes('x-user-name')}`,
      ]
    },
  },
  B5: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const attributes = lesson(ada.token).replace('/lessons-api', '/lessons-api?code=abc')
      const { tab, ready } = await openWith(ground, { ada, attributes })
      if (ready) await tab.play()
      await pause(1_500)
      if (ready) await tab.flush()
      const calls = ground.proxy.seen.filter(({ url }) => url.includes('/v1/'))
      const without = calls
        .filter(({ url }) => url.includes('/lessons-api') && !url.includes('code=abc'))
        .map(({ url }) => url)
      const kept = calls.filter(({ url }) => url.includes('code=abc')).length
      return [ready && without.length === 0 && kept >= 2, `ready: ${ready}; with the query ${kept}, without ${without}`]
    },
  },
  B6: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const { tab, ready } = await openWith(ground, {
        ada,
        before: `Array.prototype.toJSON = function () { return '[' + this.join(', ') + ']' }`,
      })
      if (ready) await tab.play()
      await tab.reach(3)
      await tab.flush()
      const { watched_seconds: seconds } = (await ada.call('GET', '/v1/lessons/fire-safety-1/progress')).body
      const errors = await tab.errors()
      return [seconds > 2 && !errors.includes('evidence_dropped'), `credited ${seconds} s, errors ${errors}`]
    },
  },
  B7: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const { tab, ready, pageErrors } = await openWith(ground, { ada, before: 'Object.prototype.x = function () {}' })
      const defined = await tab.evaluate(() => Boolean(customElements.get('ehr-lesson-player')))
      return [ready && defined, `defined: ${defined}, ready: ${ready}, page errors: ${pageErrors}`]
    },
  },
  B8: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const seen = []
      const before = `window.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))`
      for (const policy of [`require-trusted-types-for 'script'`, `style-src 'self'`]) {
        const name = policy.split(' ')[0]
        const { tab, ready, errors } = await openWith(ground, {
          ada,
          before,
          headers: { 'content-security-policy': policy },
        })
        if (ready) await tab.play().catch(() => undefined)
        const plays = ready && (await tab.reach(1, 5_000))
        const violations = await tab.evaluate(() => window.violations.length)
        const all = await tab.errors()
        const said = tab.console
          .filter((line) => !/violates the following|Refused to/.test(line))
          .concat(await tab.words())
          .join(' ')
        const ok = (plays && violations < 20) || (all.includes('misconfigured') && said.includes(name))
        seen.push({ name, plays, violations, errors: errors.length ? all : [], ok })
        await tab.leave()
      }
      return [seen.every(({ ok }) => ok), seen]
    },
  },
  B9: {
    async see(ground) {
      const ada = await somebody(ground)
      const grant = await ada.call('POST', '/v1/sessions/', opening('fire-safety-1'))
      const course = await ada.call('GET', '/v1/courses/')
      return [grant.status === 201 && course.status === 200, `sessions/ ${grant.status}, courses/ ${course.status}`]
    },
  },
}
