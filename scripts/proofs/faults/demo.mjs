import { join } from 'node:path'
import { root, start, temporaryFolder } from './ground.mjs'

const SERVER = join(root, 'examples/demo/build/server.js')

/** Starts a fresh demo: a process, a free port, a separate data directory. */
export async function startDemo(ground, { directory, env = {} } = {}) {
  const dataDirectory = directory ?? (await temporaryFolder(ground))
  const program = start(process.execPath, [SERVER], { env: { PORT: '0', DATA_DIR: dataDirectory, ...env } })
  ground.atEnd(() => program.child.kill('SIGKILL'))
  const origin = await new Promise((resolve, reject) => {
    program.child.stdout.on('data', () => {
      const address = /^Open (\S+)$/m.exec(program.output())?.[1]
      if (address) resolve(address)
    })
    void program.closed.then(({ code }) => reject(new Error(`the demo ended with ${code}: ${program.output()}`)))
  })
  return {
    origin,
    dataDirectory,
    pid: program.child.pid,
    ...program,
    as: (who, options) => signIn(origin, who, options),
  }
}

/** Signs somebody in; `call(method, path, body, headers)` answers status, headers and the body read. */
export async function signIn(origin, learnerId, { roles = ['learner'], enrol = true } = {}) {
  const answer = await fetch(`${origin}/dev/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ learner_id: learnerId, roles, enrol }),
  })
  const { token } = await answer.json()
  return { token, call: caller(`${origin}/lessons-api`, { authorization: `Bearer ${token}` }) }
}

/** Calls over HTTP. */
export function caller(base, auth, send = fetch) {
  return async (method, path, body, headers = {}) => {
    const response = await send(`${base}${path}`, {
      method,
      headers: { ...auth, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    let json = {}
    try {
      json = JSON.parse(text)
    } catch {
      // Not every answer is JSON; its text is kept.
    }
    return { status: response.status, headers: response.headers, text, body: json }
  }
}

export const opening = (lessonId) => ({ lesson_id: lessonId, client: { name: 'faults', version: '1.0.0' } })

/** A report of segments, `[from, to, started?, more?]` in seconds, numbered from 1. */
export function report(sessionId, lessonId, segments, more = {}) {
  return {
    session_id: sessionId,
    lesson_id: lessonId,
    position: null,
    duration: null,
    watched_segments: segments.map(([from, to, started = from, given = {}], index) => ({
      ...{ n: index + 1, from, to, rate: 1, started, ended: started + (to - from), visible: true, muted: false },
      ...given,
    })),
    events: [],
    ...more,
  }
}
