import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lessonEvent, SECRET } from './support/receiver.js'

const PROGRAM = fileURLToPath(new URL('../build/server.js', import.meta.url))

describe('the program', () => {
  let folder: string
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'ehr-certificates-'))))
  afterAll(() => rm(folder, { recursive: true, force: true }))

  function start(env: Readonly<Record<string, string>>) {
    const child = spawn(process.execPath, [PROGRAM], { env: { ...process.env, ...env } })
    let output = ''
    child.stdout.on('data', (data: Buffer) => (output += data.toString()))
    child.stderr.on('data', (data: Buffer) => (output += data.toString()))
    return { child, output: () => output, ended: once(child, 'close').then(([code]) => code as number | null) }
  }

  it('receives by itself, ends when asked to, and keeps what it got', async () => {
    const env = { EVENTS_SECRET: SECRET, PORT: '0', DATA_DIR: folder }
    const event = JSON.stringify(lessonEvent('completed', 'u-1'))
    const [id, at] = ['one', new Date()]
    for (let round = 0; round < 2; round += 1) {
      const program = start(env)
      await expect.poll(program.output).toMatch(/^Send events to \S+\/events$/m)
      const address = /to (\S+)\/events/.exec(program.output())![1]!
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': Math.floor(at.getTime() / 1_000).toString(),
        'webhook-signature': new Webhook(SECRET).sign(id, at, event),
      }
      expect((await fetch(`${address}/events`, { method: 'POST', headers, body: event })).status).toBe(204)
      expect((await fetch(`${address}/verify`)).status).toBe(200)
      program.child.kill('SIGTERM')
      expect(await program.ended).toBe(0)
    }
  })

  it('says what it needs', async () => {
    const { ended, output } = start({ EVENTS_SECRET: '' })
    expect(await ended).toBe(2)
    expect(output()).toContain('EVENTS_SECRET')
  })
})
