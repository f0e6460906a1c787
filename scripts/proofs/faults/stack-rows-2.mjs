import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { opening, report } from './demo.mjs'
import { load, requireOfServer, root, runToEnd, temporaryFolder } from './ground.mjs'
import { KEY, openHost } from './host.mjs'
import { somebody } from './learner-rows.mjs'
import { ask } from './ask.mjs'

const page = (name) => readFileSync(join(root, 'docs', name), 'utf8')
const pages = () => readdirSync(join(root, 'docs'), { recursive: true }).filter((file) => String(file).endsWith('.md'))

/** F, continued: what other people's servers and compilers showed. */
export const moreStackRows = {
  F3: {
    needs: ['postgres'],
    async see(ground) {
      const { createLessonHandler } = await load('@enhancedhr/server')
      const { postgresStore } = await load('@enhancedhr/server/postgres')
      const lines = []
      const real = { warn: console.warn, error: console.error }
      console.warn = console.error = (...words) => lines.push(words.map(String).join(' '))
      const handler = createLessonHandler({
        mux: { signingKeys: [KEY] },
        store: postgresStore({ connectionString: ground.postgres, schema: 'never_migrated' }),
        authenticate: async () => ({ learnerId: 'ada' }),
        background: false,
      })
      ground.atEnd(() => handler.close())
      try {
        const answer = await handler.fetch(new Request('http://x.test/v1/courses'))
        const problem = await answer.json()
        const said = lines.join(' ')
        const ok = answer.status === 503 && problem.code === 'not_ready' && /migrate/.test(said)
        return [ok, `${answer.status} ${problem.code}; the console says: ${said.slice(0, 160) || 'nothing'}`]
      } finally {
        Object.assign(console, real)
      }
    },
  },
  F4: {
    needs: ['postgres'],
    async see(ground) {
      const host = await openHost(ground, { postgres: ground.postgres, schema: 'ehr_lessons' })
      await host.found()
      const name = `faults_login_${process.pid}`
      const recipe = readRecipe(name)
      ground.atEnd(() => ask(ground.postgres, `drop owned by ${name}; drop role ${name}`))
      await ask(ground.postgres, `create role ${name} login`)
      for (const line of recipe) await ask(ground.postgres, line)
      const url = Object.assign(new URL(ground.postgres), { username: name }).href
      const { createLessonHandler } = await load('@enhancedhr/server')
      const { postgresStore } = await load('@enhancedhr/server/postgres')
      const handler = createLessonHandler({
        mux: { signingKeys: [KEY] },
        store: postgresStore({ connectionString: url }),
        authenticate: async () => ({ learnerId: 'ada' }),
        background: false,
        logger: { debug() {}, info() {}, warn() {}, error() {} },
      })
      ground.atEnd(() => handler.close())
      const ready = await handler.ready().then(
        () => 'ready',
        (error) => error.message,
      )
      const body = JSON.stringify(opening('l1'))
      const headers = { 'content-type': 'application/json' }
      const answer = await handler.fetch(new Request('http://x.test/v1/sessions', { method: 'POST', headers, body }))
      const doctor = await runToEnd(process.execPath, [
        join(root, 'packages/server/bin/ehr-lessons.mjs'),
        'doctor',
        '--database',
        url,
      ])
      const ok = ready === 'ready' && answer.status === 201 && doctor.code === 0
      return [
        ok,
        `with ${recipe.join('; ')}: ${ready}; grant ${answer.status}; doctor ${doctor.code}: ${doctor.output.slice(0, 200)}`,
      ]
    },
  },
  F5: {
    async see(ground) {
      const admin = await somebody(ground, ['admin'])
      const seen = {}
      for (const [body, pointer, word] of [
        [{ courseId: 'fire-safety', playbackId: 'x' }, '/courseId', 'course_id'],
        [{ title: 'x', treshold: 1 }, '/treshold', ''],
        [{ title: 'x', completion: { treshold: 0.5 } }, '/completion/treshold', 'threshold'],
      ]) {
        const { status, body: problem } = await admin.call('PUT', '/v1/lessons/f5', body)
        const error = (problem.errors ?? []).find((each) => each.pointer === pointer)
        if (status !== 400 || !error?.detail.includes(word))
          seen[pointer] = `${status} ${JSON.stringify(problem.errors ?? problem).slice(0, 120)}`
      }
      return [Object.keys(seen).length === 0, Object.keys(seen).length === 0 ? 'each 400, with what was meant' : seen]
    },
  },
  F6: {
    async see(ground) {
      const code = `import '@enhancedhr/player/define'\nconst player = document.querySelector('ehr-lesson-player')\nconst seconds: number | undefined = player?.currentTime\nexport { seconds }\n`
      const { output, code: exit } = await compile(ground, code, ['@enhancedhr/player'])
      return [exit === 0, exit === 0 ? 'typed by one import line' : output]
    },
  },
  F7: {
    async see(ground) {
      const { Hono } = requireOfServer('hono')
      const { serve: listen } = requireOfServer('@hono/node-server')
      const host = await openHost(ground)
      await host.found()
      const table = page('server.md')
      const recommends = /mount\(lessons\.fetch\)|app\.mount\('\/lessons-api', lessons\.fetch\)/.test(table)
      const app = new Hono()
      if (recommends) app.mount('/lessons-api', host.handler.fetch)
      else app.all('/lessons-api/*', (c) => host.handler.fetch(c.req.raw))
      const server = listen({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
      await new Promise((resolve) => (server.listening ? resolve() : server.once('listening', resolve)))
      ground.atEnd(() => {
        server.closeAllConnections()
        server.close()
      })
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      ground.atEnd(() => agent.destroy())
      const seen = []
      for (let round = 0; round < 3; round += 1) {
        const large = await send(server.address().port, agent, 'x'.repeat(400_000))
        const small = await send(server.address().port, agent, JSON.stringify(opening('l1')))
        seen.push(`${large}, then ${small}`)
      }
      return [
        seen.every((each) => each === '413, then 201'),
        `the table recommends mount(): ${recommends}; ${seen.join('; ')}`,
      ]
    },
  },
  F8: {
    async see() {
      const text = page('server.md')
      const old = text.includes('make the handler at the first one and keep it')
      const recipe = /waitUntil\(\s*lessons\.close\(\)\s*\)|connect: /.test(text)
      return [!old && recipe, `the recipe that hangs still stands: ${old}; one that works: ${recipe}`]
    },
  },
  F9: {
    async see() {
      const naming = pages().filter((file) => page(String(file)).includes('serverExternalPackages'))
      return [naming.length > 0, `serverExternalPackages is in ${naming.join(', ') || 'no page'}`]
    },
  },
  F10: {
    ms: 180_000,
    async see(ground) {
      const seen = {}
      for (const file of ['../README.md', 'server.md', 'README.md']) {
        let text
        try {
          text = page(file)
        } catch {
          continue
        }
        const blocks = [...text.matchAll(/^```(?:ts|js)\n([\s\S]*?)^```/gm)].map(([, code]) => code)
        const snippet = blocks.find((code) => code.includes('createLessonHandler({') && code.includes('authenticate'))
        if (!snippet) continue
        const { code, output } = await compile(ground, snippet, ['@enhancedhr/server', '@types/node'], {
          checksLibraries: true,
        })
        if (code !== 0) seen[file] = output.slice(0, 200)
      }
      return [
        Object.keys(seen).length === 0,
        Object.keys(seen).length === 0 ? 'the snippets compile under strict' : seen,
      ]
    },
  },
  F15: {
    async see(ground) {
      const stranger = await ground.demo.as(`f15-${process.pid}`, { enrol: false })
      const member = await somebody(ground)
      const course = (await member.call('GET', '/v1/courses')).body.items[0].id
      const seen = {}
      for (const path of [`/v1/courses/${course}`, `/v1/courses/${course}/progress`, '/v1/lessons/fire-safety-1']) {
        seen[path] = (await stranger.call('GET', path)).status
      }
      return [Object.values(seen).every((status) => status === 404), seen]
    },
  },
  F16: {
    async see(ground) {
      const ada = await somebody(ground)
      const { session_id: id } = (await ada.call('POST', '/v1/sessions', opening('fire-safety-1'))).body
      const sent = report(id, 'fire-safety-1', [[0.5, 1, 0.5, { n: 2 }]])
      const { body } = await ada.call('POST', '/v1/progress', { reports: [sent] })
      const { status, through } = body.results[0]
      return [status === 'waiting' && through === 0, `only segment 2: ${status}, through ${through}`]
    },
  },
  F17: {
    async see(ground) {
      const ada = await somebody(ground)
      const { session_id: id } = (await ada.call('POST', '/v1/sessions', opening('fire-safety-1'))).body
      const { body } = await ada.call('POST', '/v1/progress', { reports: [report(id, 'fire-safety-1', [[0, 1]])] })
      const [course] = Object.values(body.courses ?? {})
      if (!course) return [false, 'no course in the acknowledgement']
      const naming = pages().filter(
        (file) =>
          Object.keys(course).every((name) => page(String(file)).includes(name)) &&
          page(String(file)).includes('"courses"'),
      )
      return [naming.length > 0, `pages that show ${Object.keys(course).join(', ')}: ${naming.join(', ') || 'none'}`]
    },
  },
  F18: {
    async see(ground) {
      const { body } = await (await ground.demo.as('x')).call('GET', '/v1/openapi.json')
      const calls = Object.entries(body.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, call]) => ({ path, method, call })),
      )
      const lacks = (what) => calls.filter(({ call }) => !what(call)).length
      const text = JSON.stringify(body)
      const found = {
        'without operationId': lacks(({ operationId }) => operationId),
        'without tags': lacks(({ tags }) => tags?.length > 0),
        'without security': lacks(({ security }) => security !== undefined || body.security !== undefined),
        'named schemas': Object.keys(body.components?.schemas ?? {}).length,
        headers: ['ETag', 'If-Match', 'Retry-After'].filter((header) => text.includes(`"${header}"`)),
      }
      const ok =
        !found['without operationId'] &&
        !found['without tags'] &&
        !found['without security'] &&
        found['named schemas'] > 5 &&
        found.headers.length === 3
      return [ok, found]
    },
  },
  F19: {
    async see(ground) {
      const admin = await somebody(ground, ['admin'])
      const member = await somebody(ground)
      const course = (await member.call('GET', '/v1/courses')).body.items[0].id
      const learners = await admin.call('GET', `/v1/courses/${course}/learners?limit=5`)
      const enrolments = await admin.call('GET', `/v1/courses/${course}/enrolments?limit=5`)
      const waiver = { learner_id: member.name, reason: 'Earned elsewhere.' }
      const waivers = await admin.call('POST', `/v1/courses/${course}/waivers`, { waivers: [waiver] })
      const host = await openHost(ground)
      const api = ['listLearners', 'listEnrolments', 'recordWaivers'].filter(
        (name) => typeof host.handler.api[name] === 'function',
      )
      const forbidden = await member.call('GET', `/v1/courses/${course}/learners`)
      const ok =
        learners.status === 200 &&
        learners.body.items?.length > 0 &&
        enrolments.status === 200 &&
        waivers.status === 200 &&
        waivers.body.items[0].status === 'recorded' &&
        api.length === 3 &&
        forbidden.status >= 403
      return [
        ok,
        `learners ${learners.status}, enrolments ${enrolments.status}, waivers ${waivers.status}, lessons.api: ${api.join(', ') || 'none'}, a learner asks: ${forbidden.status}`,
      ]
    },
  },
}

/** Compiles a snippet in a separate folder, as a host that has installed the packages named. */
async function compile(ground, code, packages, { checksLibraries = false } = {}) {
  const folder = await temporaryFolder(ground)
  await mkdir(join(folder, 'node_modules/@enhancedhr'), { recursive: true })
  await mkdir(join(folder, 'node_modules/@types'), { recursive: true })
  for (const name of packages) {
    const own = join(root, 'packages', name.replace('@enhancedhr/', ''))
    await symlink(
      name.startsWith('@enhancedhr/') ? own : join(root, 'node_modules', name),
      join(folder, 'node_modules', name),
    )
  }
  const options = {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    skipLibCheck: !checksLibraries,
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: packages.includes('@types/node') ? ['node'] : [],
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(join(folder, 'snippet.ts'), code)
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['snippet.ts'] }))
  return runToEnd(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
    cwd: folder,
    ms: 50_000,
  })
}

function send(port, agent, body) {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'x-who': 'ada' }
    const call = request({ port, host: '127.0.0.1', path: '/lessons-api/v1/sessions', method: 'POST', agent, headers })
    call.once('response', (answer) => answer.resume().once('end', () => resolve(answer.statusCode)))
    call.once('error', (error) => resolve(error.code))
    call.end(body)
  })
}

/** What a login that owns nothing needs, as the docs say. */
function readRecipe(login) {
  const lines = [...page('database.md').matchAll(/^\s*(grant [^;]+;)/gim)].map(([, line]) => line)
  const own = lines.filter((line) => /\bto\b/i.test(line))
  return own.map((line) =>
    line.replace(/\bto\s+("?[\w-]+"?|…)\s*(with [^;]+)?;/i, (_, name, more = '') => `to ${login} ${more};`),
  )
}
