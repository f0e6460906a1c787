import { request } from 'node:http'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startDemo, opening } from './demo.mjs'
import { eventually, root, runToEnd, start, temporaryFolder } from './ground.mjs'

const SERVER = join(root, 'examples/demo/build/server.js')
const CLI = join(root, 'packages/server/bin/ehr-lessons.mjs')
/** A start of the demo that is expected to come to nothing. */
const startOn = (directory) => runToEnd(process.execPath, [SERVER], { env: { PORT: '0', DATA_DIR: directory } })
/** Words for people: one to six lines, no stack, no bare word of the engine. */
const inWords = (output) => output.trim().length > 40 && !/^\s+at /m.test(output) && !/Aborted\(\)/.test(output)

/** D: PGlite, demo, tools; and E: what the tests prove. */
export const toolRows = {
  D1: {
    async see(ground) {
      const directory = await temporaryFolder(ground)
      const database = join(directory, 'database')
      await mkdir(join(database, 'base'), { recursive: true })
      await writeFile(join(database, 'base', 'precious'), 'a cluster whose PG_VERSION got lost')
      const { code, output } = await startOn(directory)
      const kept = await readFile(join(database, 'base', 'precious'), 'utf8').catch(() => null)
      const ok = code !== 0 && code !== 'hung' && kept !== null && inWords(output)
      return [ok, `exit ${code}, the file is ${kept === null ? 'gone' : 'kept'}: ${output.slice(-200)}`]
    },
  },
  D2: {
    ms: 120_000,
    async see(ground) {
      const script = `
        const { pgliteStore } = await import(process.argv[2])
        const store = pgliteStore(process.argv[3])
        process.stdin.once('data', async () => {
          try { await store.ping(); console.log('holds') } catch (error) { console.log('refused: ' + error.message) }
        })
        console.log('waits'); setInterval(() => {}, 1_000)`
      const holders = []
      for (let round = 0; round < 3; round += 1) {
        const directory = join(await temporaryFolder(ground), 'database')
        await mkdir(directory)
        await writeFile(`${directory}.lock`, JSON.stringify({ pid: 2 ** 22 - 3, began: '1' }))
        const dist = join(root, 'packages/server/dist/pglite.js')
        const file = `${directory}.mjs`
        await writeFile(file, script)
        const three = [1, 2, 3].map(() => start(process.execPath, [file, dist, directory], { talks: true }))
        three.forEach(({ child }) => ground.atEnd(() => child.kill('SIGKILL')))
        await eventually(() => three.every(({ output }) => output().includes('waits')), 10_000, 20)
        three.forEach(({ child }) => child.stdin.write('go\n'))
        await eventually(() => three.every(({ output }) => /holds|refused/.test(output())), 30_000)
        holders.push(three.filter(({ output }) => output().includes('holds')).length)
        three.forEach(({ child }) => child.kill('SIGKILL'))
      }
      return [
        holders.every((count) => count === 1),
        `holders of a directory that three take over at once: ${holders.join(', ')}`,
      ]
    },
  },
  D3: {
    ms: 90_000,
    async see(ground) {
      const seen = {}
      const breaks = {
        'broken database': async (directory) => {
          await mkdir(join(directory, 'database'), { recursive: true })
          await writeFile(join(directory, 'database', 'PG_VERSION'), '17\n')
          await mkdir(join(directory, 'database', 'global'))
          await writeFile(join(directory, 'database', 'global', 'pg_control'), 'nothing of the kind')
        },
        'empty secret': (directory) => writeFile(join(directory, 'sign-in-secret'), ''),
        'broken key': (directory) => writeFile(join(directory, 'playback-key.json'), '{"id":"SECRETBYTES", nonsense'),
      }
      for (const [name, breakIt] of Object.entries(breaks)) {
        const directory = await temporaryFolder(ground)
        await breakIt(directory)
        const { code, output } = await startOn(directory)
        const ok = code !== 0 && code !== 'hung' && inWords(output) && !output.includes('SECRETBYTES')
        if (!ok) seen[name] = `${code}: ${output.slice(-160)}`
      }
      const answer = await fetch(`${ground.demo.origin}/dev/tokens`, {
        method: 'POST',
        body: '{"learner_id":"a\\u0000b"}',
      })
      if (answer.status !== 400) seen['U+0000'] = answer.status
      const lone = await fetch(`${ground.demo.origin}/dev/tokens`, { method: 'POST', body: '{"learner_id":"\\ud800"}' })
      if (lone.status !== 400) seen['U+D800'] = lone.status
      return [Object.keys(seen).length === 0, Object.keys(seen).length === 0 ? 'words each; 400' : seen]
    },
  },
  D4: {
    async see(ground) {
      const demo = await startDemo(ground)
      const ada = await demo.as('ada')
      await ada.call('POST', '/v1/sessions', opening('fire-safety-1'))
      const body = JSON.stringify(opening('fire-safety-1'))
      const headers = {
        authorization: `Bearer ${ada.token}`,
        'content-type': 'application/json',
        'content-length': body.length,
      }
      const calls = Array.from({ length: 12 }, () =>
        request(`${demo.origin}/lessons-api/v1/sessions`, { method: 'POST', headers }),
      )
      const answers = calls.map(
        (call) =>
          new Promise((resolve) =>
            call.once('response', ({ statusCode }) => resolve(statusCode)).once('error', () => resolve('reset')),
          ),
      )
      // Each has arrived, and its body has not yet: it is in flight.
      for (const call of calls) call.write(body.slice(0, 5))
      await pause(500)
      demo.child.kill('SIGTERM')
      await pause(50)
      for (const call of calls) call.end(body.slice(5))
      const statuses = await Promise.all(answers)
      const { code } = await demo.closed
      const reset = statuses.filter((status) => status === 'reset').length
      return [reset === 0 && code === 0, `12 calls in flight at SIGTERM: ${statuses.join(' ')}; exit ${code}`]
    },
  },
  D5: {
    async see() {
      const env = { DATABASE_URL: '' }
      const hung = await runToEnd(process.execPath, [CLI, 'migrate', '--pglite', '/proc/1/x'], { env })
      const empty = await runToEnd(process.execPath, [CLI, 'migrate', '--print', '--from', '99'], { env })
      const ok = [hung, empty].every(({ code, output }) => code !== 0 && code !== 'hung' && inWords(output))
      return [
        ok,
        `--pglite /proc/1/x: ${hung.code} ${hung.output.slice(0, 100)}; --from 99: ${empty.code} ${empty.output.slice(0, 100)}`,
      ]
    },
  },
  E: {
    async see() {
      const { run } = await import('../../checks/assertions.mjs').catch(() => ({ run: null }))
      if (!run) return [false, 'there is no check `assertions`']
      const { ok, messages } = await run({ root })
      const { output } = await runToEnd('git', ['-C', root, 'grep', '-l', 'batch-ledger', '--', 'packages/server/test'])
      const queue = await readFile(join(root, 'packages/player/src/reporting/runtime.ts'), 'utf8').catch(() => '')
      const ignored = /case 'post':\s*(\/\/[^\n]*\s*)*return\b/.test(queue)
      return [
        ok && output.trim() !== '' && !ignored,
        `tests without an assertion: ${messages.length}; files that run batch-ledger: ${output.trim() || 'none'}; production ignores the effect post: ${ignored}`,
      ]
    },
  },
}
