import { setTimeout as pause } from 'node:timers/promises'
import { lesson, lessonPage, openPage } from './browser.mjs'
import { somebody } from './learner-rows.mjs'

const needs = ['browser']
const count = (ground, part) =>
  ground.proxy.seen.filter(({ url, method }) => method === 'POST' && url.includes(part)).length

/** F: what other people's pages showed. */
export const stackRows = {
  F1: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const after = `window.asked = 0
        const renew = () => { ehr.player().getAuthToken = async () => { asked += 1; return '${ada.token}' } }
        customElements.whenDefined('ehr-lesson-player').then(() => { renew(); ehr.player().addEventListener('timeupdate', renew) })`
      const attributes = 'endpoint="/lessons-api" lesson-id="fire-safety-1" loading="eager" muted'
      const tab = await openPage(ground, { page: lessonPage({ attributes, after }) })
      await tab.ready()
      await tab.play()
      await tab.reach(12)
      const [reports, grants, asked] = [
        count(ground, '/v1/progress'),
        count(ground, '/v1/sessions'),
        await tab.evaluate(() => window.asked),
      ]
      // The demo reports every five seconds.
      return [
        reports <= 5 && grants === 1 && asked <= 10,
        `in 12 s: ${reports} reports, ${grants} grants, ${asked} token calls`,
      ]
    },
  },
  F2: {
    needs,
    async see(ground) {
      const html = lessonPage().replace('<ehr-lesson-player id="player" >', '<ehr-lesson-player>')
      const tab = await openPage(ground, { page: html })
      await tab.waitForFunction(() => customElements.get('ehr-lesson-player'))
      await pause(500)
      const attributes = await tab.evaluate(() => {
        const made = document.body.appendChild(document.createElement('ehr-lesson-player'))
        return made.updateComplete.then(() => [...window.ehr.player().getAttributeNames(), ...made.getAttributeNames()])
      })
      return [attributes.length === 0, `attributes that the element gave itself: ${attributes}`]
    },
  },
  F11: {
    needs,
    async see(ground) {
      const tab = await openPage(ground, { page: lessonPage() })
      await tab.waitForFunction(() => customElements.get('ehr-lesson-player'))
      const message = await tab.evaluate(() => {
        const Player = customElements.get('ehr-lesson-player')
        try {
          Player.define('x-second')
          return document.createElement('x-second') instanceof Player ? 'works' : 'no player'
        } catch (error) {
          return error.message
        }
      })
      const bare = /has already been used with this registry|this constructor/.test(message)
      return [!bare, `a second tag: ${message}`]
    },
  },
  F12: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const seen = []
      const own = ground.proxy.origin
      for (const [name, policy] of [
        ['connect-src', `connect-src ${own}`],
        ['media-src', `media-src 'none'`],
        ['script-src', `script-src 'unsafe-inline' ${own}/ehr-lesson-player.js`],
      ]) {
        ground.proxy.rewrites = name !== 'connect-src'
        const tab = await openPage(ground, {
          page: lessonPage({ attributes: lesson(ada.token) }),
          headers: { 'content-security-policy': policy },
        })
        await tab.ready(4_000)
        await tab.play().catch(() => undefined)
        await tab.waitForFunction(() => window.ehr.errors.length > 0, null, { timeout: 12_000 }).catch(() => undefined)
        await pause(500)
        const errors = await tab.errors()
        const own_words = tab.console.filter((line) => !/violates the following|Refused to/.test(line)).join(' ')
        seen.push({ name, errors, named: own_words.includes(name) || own_words.includes(`${name}-elem`) })
        await tab.leave()
      }
      const missing = await missingFromImportMap(ground, ada)
      seen.push(missing)
      return [seen.every(({ errors, named }) => errors.includes('misconfigured') && named), seen]
    },
    ms: 90_000,
  },
  F13: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const tab = await openPage(ground, { page: lessonPage({ attributes: lesson(ada.token) }) })
      await tab.ready()
      await tab.play()
      await tab.reach(2)
      const lines = tab.console.filter((line) => !/^(debug|info):/.test(line))
      return [lines.length === 0, lines.length === 0 ? 'an empty console' : [...new Set(lines)].join(' | ')]
    },
  },
  F14: {
    needs,
    async see(ground) {
      const ada = await somebody(ground)
      const seen = {}
      for (const [name, hide] of [
        ['dialog', `document.querySelector('dialog').close()`],
        ['hidden panel', `document.querySelector('#panel').hidden = true`],
      ]) {
        const page = lessonPage({ attributes: lesson(ada.token) })
          .replace(
            '<ehr-lesson-player id',
            `${name === 'dialog' ? '<dialog open>' : '<div id="panel">'}<ehr-lesson-player id`,
          )
          .replace('</ehr-lesson-player>', `</ehr-lesson-player>${name === 'dialog' ? '</dialog>' : '</div>'}`)
        const tab = await openPage(ground, { page })
        await tab.ready()
        await tab.play()
        await tab.reach(1)
        await tab.evaluate(hide)
        await pause(2_500)
        seen[name] = (await tab.evaluate(() => window.ehr.video().paused)) ? 'pauses' : 'plays on'
        await tab.leave()
      }
      return [Object.values(seen).every((each) => each === 'pauses'), seen]
    },
  },
}

/** The package's own modules by an import map, in which Mux Player is missing. */
async function missingFromImportMap(ground, ada) {
  const { join } = await import('node:path')
  const { root } = await import('./ground.mjs')
  const { build } = await import(join(root, 'packages/server/node_modules/esbuild/lib/main.js'))
  const bundle = await build({
    entryPoints: [join(root, 'packages/player/dist/define.js')],
    ...{ bundle: true, format: 'esm', write: false, splitting: false, external: ['@mux/mux-player*'] },
  })
  const text = bundle.outputFiles[0].text
  ground.proxy.rule = ({ url }) =>
    url === '/own/define.js' ? { status: 200, headers: { 'content-type': 'text/javascript' }, body: text } : undefined
  const page = lessonPage({
    attributes: lesson(ada.token),
    script: '/own/define.js',
    head: '<script type="importmap">{"imports":{}}</script>',
  })
  const tab = await openPage(ground, { page })
  await tab.ready(6_000)
  await tab.play().catch(() => undefined)
  await pause(2_000)
  const errors = await tab.errors()
  const named = tab.console.some((line) => line.includes('@mux/mux-player') && !line.startsWith('pageerror'))
  await tab.leave()
  return { name: 'import map without Mux Player', errors, named }
}
