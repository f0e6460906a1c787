import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { opening, report } from './demo.mjs'
import { load, requireOfServer } from './ground.mjs'
import { KEY, openHost, serve } from './host.mjs'
import { somebody } from './learner-rows.mjs'

/** C, continued. */
export const moreHandlerRows = {
  C10: {
    async see(ground) {
      const { createLessonHandler } = await load('@enhancedhr/server')
      const { pgliteStore } = await load('@enhancedhr/server/pglite')
      const seen = {}
      for (const [given, sent] of [
        ['https://LMS.Example.com', 'https://lms.example.com'],
        ['https://lms.example.com:443', 'https://lms.example.com'],
        ['https://bücher.example', 'https://xn--bcher-kva.example'],
        ['https://lms.example.com/', 'https://lms.example.com'],
        ['https://*.example.com', 'https://a.example.com'],
        ['*.example.com', 'https://a.example.com'],
      ]) {
        try {
          const handler = createLessonHandler({
            mux: { signingKeys: [KEY] },
            store: pgliteStore(),
            authenticate: async () => null,
            cors: { origins: [given] },
            background: false,
          })
          ground.atEnd(() => handler.close())
          const headers = { origin: sent, 'access-control-request-method': 'POST' }
          const answer = await handler.fetch(new Request('http://x.test/v1/sessions', { method: 'OPTIONS', headers }))
          if (answer.headers.get('access-control-allow-origin') !== sent) seen[given] = 'starts and never matches'
        } catch (error) {
          if (!error.message.includes('cors')) seen[given] = `refused without an explanation:  ${error.message}`
        }
      }
      return [
        Object.keys(seen).length === 0,
        Object.keys(seen).length === 0 ? 'each matches or is refused at start' : seen,
      ]
    },
  },
  C11: {
    async see(ground) {
      const admin = await somebody(ground, ['admin'])
      const path = `/v1/courses/c11-${process.pid}`
      const seen = {}
      for (const turn of [
        (tag) => `W/${tag}`,
        (tag) => tag.replace(/"$/, '-gzip"'),
        (tag) => `W/${tag.replace(/"$/, '-gzip"')}`,
      ]) {
        await admin.call('PUT', path, { title: 'C11' })
        const tag = (await admin.call('GET', path)).headers.get('etag')
        const { status } = await admin.call('PUT', path, { title: `C11 ${Math.random()}` }, { 'if-match': turn(tag) })
        const stale = await admin.call('PUT', path, { title: 'stale' }, { 'if-match': turn(tag) })
        seen[turn(tag)] = `${status}, stale ${stale.status}`
      }
      return [Object.values(seen).every((each) => each === '200, stale 412'), seen]
    },
  },
  C12: {
    async see(ground) {
      const admin = await somebody(ground, ['admin'])
      const course = `c12-${process.pid}`
      await admin.call('PUT', `/v1/courses/${course}`, { title: 'C12' })
      const put = await admin.call('PUT', `/v1/courses/${course}/enrolments/a%ZZb`, {})
      const get = await admin.call('GET', `/v1/courses/a%ZZb`)
      return [
        put.status === 400 && get.status === 400,
        `PUT enrolments/a%ZZb ${put.status}, GET courses/a%ZZb ${get.status}`,
      ]
    },
  },
  C13: {
    needs: ['postgres'],
    async see(ground) {
      const pg = requireOfServer('pg')
      const host = await openHost(ground, { postgres: ground.postgres })
      await host.found()
      // As a host does that wants jsonb, numbers and dates as texts everywhere.
      const types = [3802, 114, 20, 1184, 701, 23, 16]
      const before = types.map((type) => pg.types.getTypeParser(type, 'text'))
      types.forEach((type) => pg.types.setTypeParser(type, (text) => text))
      try {
        const grant = await host.as('ada')('POST', '/v1/sessions', opening('l1'))
        const put = await host.as('root admin')('PUT', '/v1/courses/c2', { title: 'C' })
        const list = await host.as('ada')('GET', '/v1/courses')
        const statuses = [grant.status, put.status, list.status]
        return [
          String(statuses) === '201,201,200' && typeof grant.body.session_age === 'number',
          `grant, PUT, list: ${statuses}`,
        ]
      } finally {
        types.forEach((type, index) => pg.types.setTypeParser(type, before[index]))
      }
    },
  },
  C14: {
    async see(ground) {
      const host = await openHost(ground)
      await host.found()
      const statuses = []
      for (const roles of ['offline_access,uma_authorization', 'default-roles-x']) {
        statuses.push((await host.as(`ada ${roles}`)('POST', '/v1/sessions', opening('l1'))).status)
      }
      return [statuses.every((status) => status === 201), `a provider's own roles and none of ours: ${statuses}`]
    },
  },
  C15: {
    async see(ground) {
      const ada = await somebody(ground)
      const { session_id: id } = (await ada.call('POST', '/v1/sessions', opening('fire-safety-1'))).body
      const reports = Array.from({ length: 50 }, () => {
        const bad = Array.from({ length: 400 }, (_, n) => ({ n: n + 1 }))
        return report(id, 'fire-safety-1', [], { watched_segments: bad })
      })
      const sent = JSON.stringify({ reports })
      const answer = await ada.call('POST', '/v1/progress', sent)
      return [
        answer.status === 200 && answer.text.length < 100_000,
        `sent ${sent.length} bytes, answered ${answer.status} with ${answer.text.length} bytes`,
      ]
    },
  },
  C16: {
    async see(ground) {
      const { toNodeListener } = await load('@enhancedhr/server/node')
      const host = await openHost(ground)
      await host.found()
      const origin = await serve(ground, toNodeListener(host.handler))
      const seen = {}
      for (const [name, head] of [
        ['TRACE', 'TRACE /v1/sessions HTTP/1.1\r\nHost: x.test'],
        ['bad Host', 'GET /v1/courses HTTP/1.1\r\nHost: a b<>'],
        ['OPTIONS *', 'OPTIONS * HTTP/1.1\r\nHost: x.test'],
      ]) {
        const text = await speak(origin, `${head}\r\nConnection: close\r\n\r\n`)
        const status = /^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 'closed'
        if (!/application\/problem\+json/.test(text) && !(name === 'OPTIONS *' && status === '204'))
          seen[name] = `${status}, no problem document`
      }
      return [Object.keys(seen).length === 0, Object.keys(seen).length === 0 ? 'a problem document each' : seen]
    },
  },
  C17: {
    needs: ['postgres'],
    async see(ground) {
      const host = await openHost(ground, { postgres: ground.postgres })
      for (let n = 0; n < 60; n += 1) {
        await host.handler.api.putCourse(`k${n}`, { title: `k${n}` })
        await host.handler.api.putEnrolment(`k${n}`, 'ada')
      }
      host.statements.count = 0
      const list = await host.as('ada')('GET', '/v1/courses?limit=200')
      const statements = host.statements.count
      const began = performance.now()
      for (let n = 0; n < 20; n += 1) await host.handler.fetch(new Request('http://x.test/v1/openapi.json'))
      const openapi = Math.round((performance.now() - began) / 20)
      let refused = 0
      for (let n = 0; n < 1_500 && refused === 0; n += 50) {
        const answers = await Promise.all(Array.from({ length: 50 }, () => host.as('bob')('GET', '/v1/courses')))
        refused += answers.filter(({ status }) => status === 429).length
      }
      const ok = list.body.items?.length === 60 && statements <= 6 && openapi < 20 && refused > 0
      return [
        ok,
        `${list.body.items?.length} courses in ${statements} statements; openapi.json ${openapi} ms; GETs have a limit: ${refused > 0}`,
      ]
    },
  },
  C18: {
    async see(ground) {
      const name = `stranger-${process.pid}`
      const stranger = await ground.demo.as(name, { enrol: false })
      const seen = {}
      for (const call of ['progress', 'explanation']) {
        const known = await stranger.call('GET', `/v1/lessons/fire-safety-1/${call}`)
        const unknown = await stranger.call('GET', `/v1/lessons/nothing-here/${call}`)
        seen[call] = `${known.status} ${known.body.code ?? ''}, unknown ${unknown.status} ${unknown.body.code ?? ''}`
      }
      return [Object.values(seen).every((each) => each === '404 lesson_not_found, unknown 404 lesson_not_found'), seen]
    },
  },
  C19: {
    // No call of the product checks a signature over its bytes yet, so one is put beside the product's own.
    async see(ground) {
      const express = requireOfServer('express')
      const z = requireOfServer('zod/mini')
      const { createFetch } = await import(
        new URL('../../../packages/server/build/http/fetch.js', import.meta.url).href
      )
      const { toNodeListener } = await load('@enhancedhr/server/node')
      const signed = {
        ...{ id: 'sendSigned', tag: 'service', method: 'POST', path: '/v1/signed', access: 'signed_body' },
        ...{ summary: 'Takes signed bytes.', answer: { status: 200, schema: z.object({}) }, problems: [] },
        handle: ({ bytes }) => Promise.resolve({ body: { length: bytes.length } }),
      }
      const silent = { debug() {}, info() {}, warn() {}, error() {} }
      const listener = toNodeListener({ fetch: createFetch({ logger: silent }, {}, [signed]) })
      const body = '{ "type":  "video.asset.ready" }'
      const post = async (app) => {
        const origin = await serve(ground, app)
        const headers = { 'content-type': 'application/json' }
        const answer = await fetch(`${origin}/v1/signed`, { method: 'POST', headers, body })
        return { status: answer.status, ...(await answer.json()) }
      }
      const bare = await post(listener)
      const parsed = await post(express().use(express.json()).use(listener))
      return [
        bare.length === body.length && parsed.status === 500 && parsed.code === 'raw_body_needed',
        `alone: ${bare.status}, ${bare.length} of ${body.length} bytes; behind express.json(): ${parsed.status} ${parsed.code}`,
      ]
    },
  },
}

/** Says something to a server, byte for byte, and answers all that it says until it closes. */
async function speak(origin, text) {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.on('data', (data) => (received += data))
  socket.on('error', () => undefined)
  socket.write(text)
  await Promise.race([new Promise((resolve) => socket.once('close', resolve)), pause(3_000)])
  socket.destroy()
  return received
}
