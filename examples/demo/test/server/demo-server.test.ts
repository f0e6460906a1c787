import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { get, request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runDemo, startDemo, temporaryFolder, type DemoProcess } from '../support/demo-process.js'

interface ProblemAnswer {
  readonly code: string
  readonly errors: readonly { readonly pointer: string }[]
}

describe('the demo’s server', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let demo: DemoProcess
  beforeAll(async () => {
    folder = await temporaryFolder()
    demo = await startDemo(folder.path)
  })
  afterAll(async () => {
    await demo.stop()
    await folder.remove()
  })

  const askForToken = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${demo.origin}/dev/tokens`, { method: 'POST', headers, body })

  /** Sends a path as it is: `fetch` would tidy it up first. */
  const rawStatus = (path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(demo.origin)
      request({ hostname, port, path }, (res) => resolve(res.resume().statusCode))
        .on('error', reject)
        .end()
    })

  it('says plainly what it does and where it is', () => {
    expect(demo.output()).toMatch(/^Opening the database …\nOpen http:\/\/127\.0\.0\.1:\d+\n$/)
  })

  it('signs in whoever asks, as a learner unless another role is named', async () => {
    const answer = await askForToken('{"learner_id":"ada"}')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const { token } = (await answer.json()) as { token: string }
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>
    expect(claims).toMatchObject({ sub: 'ada', roles: ['learner'] })
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(12 * 60 * 60)
    for (const role of ['learner', 'course_owner', 'admin', 'service']) {
      expect((await askForToken(JSON.stringify({ learner_id: 'ada', roles: [role] }))).status).toBe(200)
    }
  })

  it.each([
    ['', ''],
    ['null', ''],
    ['[]', ''],
    ['{"learner_id":', ''],
    ['{}', '/learner_id'],
    ['{"learner_id":7}', '/learner_id'],
    ['{"learner_id":""}', '/learner_id'],
    ['{"learner_id":"\\u0000"}', '/learner_id'],
    ['{"learner_id":"a\\ud800"}', '/learner_id'],
    [JSON.stringify({ learner_id: 'a'.repeat(256) }), '/learner_id'],
    [JSON.stringify({ learner_id: '😀'.repeat(128) }), '/learner_id'],
    ['{"learner_id":"ada","roles":"admin"}', '/roles'],
    ['{"learner_id":"ada","roles":["root"]}', '/roles'],
    ['{"learner_id":"ada","roles":[]}', '/roles'],
    ['{"learner_id":"ada","enrol":"no"}', '/enrol'],
  ])('refuses %s as a request for a token and says where it is wrong', async (body, pointer) => {
    const answer = await askForToken(body)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const problem = (await answer.json()) as ProblemAnswer
    expect(problem.code).toBe('invalid_request')
    expect(problem.errors[0]!.pointer).toBe(pointer)
  })

  it('refuses a request for a token that is too large, or no POST', async () => {
    expect((await askForToken(`{"learner_id":"${'a'.repeat(20_000)}"}`)).status).toBe(413)
    const answer = await fetch(`${demo.origin}/dev/tokens`)
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toContain('POST')
  })

  it('lets a page of any origin sign in, load the script and call the handler', async () => {
    const origin = 'http://elsewhere.example'
    const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' }
    for (const path of ['/dev/tokens', '/lessons-api/v1/sessions']) {
      const answer = await fetch(`${demo.origin}${path}`, { method: 'OPTIONS', headers: { origin, ...preflight } })
      expect(answer.status).toBeLessThan(300)
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    }
    const script = await fetch(`${demo.origin}/ehr-lesson-player.js`, { headers: { origin } })
    expect(script.headers.get('access-control-allow-origin')).toBe('*')
    expect(script.headers.get('content-type')).toContain('text/javascript')
  })

  it('serves the page, the player in pieces and in one file, and says when nothing changed', async () => {
    for (const path of ['/', '/styles/base.css', '/mark.svg', '/pages/main.js', '/ehr-lesson-player.bundle.js']) {
      const answer = await fetch(`${demo.origin}${path}`)
      expect([path, answer.status]).toEqual([path, 200])
      const etag = answer.headers.get('etag')!
      await answer.arrayBuffer()
      const again = await fetch(`${demo.origin}${path}`, { headers: { 'if-none-match': etag } })
      expect([path, again.status]).toEqual([path, 304])
    }
    expect((await fetch(`${demo.origin}/`, { method: 'DELETE' })).status).toBe(405)
    const entry = await fetch(`${demo.origin}/ehr-lesson-player.js`)
    expect(entry.headers.get('cache-control')).toBe('no-cache')
    const chunk = /["'/](ehr-[\w.-]+\.js)["']/.exec(await entry.text())![1]!
    expect((await fetch(`${demo.origin}/${chunk}`)).headers.get('cache-control')).toContain('immutable')
  })

  it('says nothing of a visitor who leaves in the middle of a file', async () => {
    const before = demo.output()
    for (let visit = 0; visit < 5; visit += 1) {
      await new Promise<void>((resolve, reject) => {
        get(`${demo.origin}/ehr-lesson-player.bundle.js`, (res) => {
          res.once('readable', () => res.destroy()).once('close', resolve)
        }).on('error', reject)
      })
    }
    // Another visit is answered after those have been noticed.
    expect(await rawStatus('/')).toBe(200)
    expect(demo.output()).toBe(before)
  })

  it('serves nothing outside its folders', async () => {
    const paths = ['/../package.json', '/..%2fpackage.json', '/pages/../../package.json', '/pages/..%2f..%2fserver.js']
    const hidden = [
      '/package.json',
      '/server.js',
      '/.data/playback-key.json',
      '/pages/',
      '/pages/main.js.map',
      '//etc/passwd',
    ]
    for (const path of [...paths, ...hidden]) expect([path, await rawStatus(path)]).toEqual([path, 404])
  })

  it('keeps its secrets in files for their owner alone', async () => {
    for (const name of ['playback-key.json', 'sign-in-secret']) {
      expect((await stat(join(folder.path, name))).mode & 0o077).toBe(0)
      expect((await readFile(join(folder.path, name), 'utf8')).length).toBeGreaterThan(40)
    }
  })

  it('says so and ends when its port is taken', async () => {
    const other = await temporaryFolder()
    const { port } = new URL(demo.origin)
    const { code, output } = await runDemo([], { PORT: port, DATA_DIR: other.path })
    expect(code).toBe(1)
    expect(output).toContain(`Port ${port} is taken`)
    await other.remove()
  })

  it('says so and ends when another demo uses its folder', async () => {
    const { code, output } = await runDemo([], { PORT: '0', DATA_DIR: folder.path })
    expect(code).toBe(1)
    expect(output).toContain(folder.path)
    expect(output).not.toContain('    at ')
  })

  it.each([
    ['an empty secret', 'sign-in-secret', ''],
    ['a key file that is not one', 'playback-key.json', 'hunter2-not-json'],
    ['a key file with a broken key', 'playback-key.json', '{"id":"k","privateKey":"hunter2"}'],
    ['a key file without an id', 'playback-key.json', '{}'],
  ])('explains that %s cannot be used, and reveals nothing of its content', async (_what, name, content) => {
    const broken = await temporaryFolder()
    await writeFile(join(broken.path, name), content)
    const { code, output } = await runDemo([], { PORT: '0', DATA_DIR: broken.path })
    expect(code).toBe(1)
    expect(output).toMatch(/Delete it, and the next start makes a new one\./)
    expect(output).toContain(name)
    expect(output).not.toMatch(/hunter2|at .*\.js/)
    await broken.remove()
  })

  it('explains that a database is damaged, and that a data folder cannot be made', async () => {
    const broken = await temporaryFolder()
    await mkdir(join(broken.path, 'database'))
    await writeFile(join(broken.path, 'database', 'base'), 'what is left')
    const damaged = await runDemo([], { PORT: '0', DATA_DIR: broken.path })
    expect([damaged.code, damaged.output]).toEqual([
      1,
      expect.stringMatching(/no PG_VERSION\. Nothing in it was changed/),
    ])
    const file = join(broken.path, 'a-file')
    await writeFile(file, '')
    for (const place of [file, join(file, 'below'), ...(process.platform === 'linux' ? ['/proc/1/x'] : [])]) {
      const { code, output } = await runDemo([], { PORT: '0', DATA_DIR: place })
      expect([code, output]).toEqual([1, expect.stringMatching(/DATA_DIR/)])
    }
    await broken.remove()
  })

  it('says what is wrong with a setting', async () => {
    const { code, output } = await runDemo([], { PORT: 'http' })
    expect([code, output]).toEqual([1, 'Expected PORT to be a whole number from 0 to 65535, got "http".\n'])
    expect((await runDemo([], { TOKEN_LIFETIME: '1' })).output).toContain('Expected TOKEN_LIFETIME')
  })

  it('prints its usage and ends', async () => {
    const { code, output } = await runDemo(['--help'], {})
    expect(code).toBe(0)
    expect(output).toContain('DATA_DIR')
    expect((await runDemo(['--port'], {})).code).toBe(2)
  })
})
