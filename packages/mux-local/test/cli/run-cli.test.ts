import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Mux from '@mux/mux-node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCli } from '../../src/cli/run-cli.js'
import { listen, sampleVideo } from '../support/service.js'

let directory = ''
let running: (() => Promise<number>)[] = []

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mux-local-test-'))
})
afterEach(async () => {
  for (const stop of running) await stop()
  running = []
  rmSync(directory, { recursive: true, force: true })
})

/** Starts the program and waits until it listens. */
async function start(...args: string[]) {
  const lines: string[] = []
  let stop = () => undefined as unknown
  const stopped = new Promise((resolve) => (stop = () => resolve(undefined)))
  const ended = runCli(['--port', '0', '--data', directory, '--no-ffmpeg', ...args], {
    print: (line) => lines.push(line),
    complain: (line) => lines.push(line),
    stopped,
  })
  running.push(() => {
    stop()
    return ended
  })
  await expect.poll(() => lines.at(-1)).toMatch(/^mux-local listens on /)
  const env = Object.fromEntries(lines.filter((line) => line.startsWith('MUX_')).map((line) => line.split(/=(.*)/s)))
  const url = /http:\S+(?=;)/.exec(lines.at(-1) ?? '')?.[0] ?? ''
  return { lines, env: env as Record<string, string>, url, stop: running.at(-1) ?? (() => ended) }
}

/** A client that has nothing but the environment lines. */
const clientOf = (env: Record<string, string>, url: string) =>
  new Mux({ tokenId: env['MUX_TOKEN_ID'], tokenSecret: env['MUX_TOKEN_SECRET'], baseURL: url, maxRetries: 0 })

async function run(...args: string[]) {
  const printed: string[] = []
  const complained: string[] = []
  const code = await runCli(args, {
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
    stopped: Promise.resolve(),
  })
  return { code, printed: printed.join('\n'), complained: complained.join('\n') }
}

describe('the program mux-local', () => {
  it('prints keys once, with which the SDK of Mux can do everything', async () => {
    const { env, url } = await start()
    expect(Object.keys(env)).toEqual([
      'MUX_BASE_URL',
      'MUX_TOKEN_ID',
      'MUX_TOKEN_SECRET',
      'MUX_SIGNING_KEY',
      'MUX_PRIVATE_KEY',
      'MUX_STREAM_URL',
      'MUX_IMAGE_URL',
    ])
    expect(env['MUX_BASE_URL']).toBe(url)
    const client = clientOf(env, url)
    const [asset] = (await client.video.assets.list()).data
    const playbackId = asset?.playback_ids?.[0]?.id ?? ''
    const token = await client.jwt.signPlaybackId(playbackId, {
      keyId: env['MUX_SIGNING_KEY'] ?? '',
      keySecret: env['MUX_PRIVATE_KEY'] ?? '',
      type: 'video',
    })
    expect((await fetch(`${url}/${playbackId}.m3u8?token=${token}`)).status).toBe(200)
  })

  it('keeps everything over a restart: keys, a half-sent file, what was processed', async () => {
    const first = await start()
    const client = clientOf(first.env, first.url)
    const make = () =>
      client.video.uploads.create({ cors_origin: '*', new_asset_settings: { playback_policies: ['public'] } })
    const total = sampleVideo.length
    const send = (url: string, range: string, body?: Buffer) =>
      fetch(url, {
        method: 'PUT',
        headers: { 'content-range': `bytes ${range}/${total.toString()}` },
        ...(body ? { body: new Uint8Array(body) } : {}),
      })
    const [half, whole] = [await make(), await make()]
    await send(half.url ?? '', '0-262143', sampleVideo.subarray(0, 262_144))
    await fetch(whole.url ?? '', { method: 'PUT', body: new Uint8Array(sampleVideo) })
    // Whether it is processed by then is chance; it is afterwards in either case.
    expect(await first.stop()).toBe(0)

    const second = await start()
    expect(second.lines).toHaveLength(1)
    const again = clientOf(first.env, second.url)
    const moved = (upload: { url?: string }) => (upload.url ?? '').replace(first.url, second.url)
    expect((await send(moved(half), '*')).headers.get('range')).toBe('bytes=0-262143')
    const rest = `262144-${(total - 1).toString()}`
    expect((await send(moved(half), rest, sampleVideo.subarray(262_144))).status).toBe(200)
    for (const { id } of [half, whole]) {
      await expect.poll(async () => (await again.video.uploads.retrieve(id)).status).toBe('asset_created')
      const [asset] = (await again.video.assets.list({ upload_id: id })).data
      await expect.poll(async () => (await again.video.assets.retrieve(asset?.id ?? '')).status).toBe('ready')
      expect((await fetch(`${second.url}/${asset?.playback_ids?.[0]?.id ?? ''}.m3u8`)).status).toBe(200)
    }
  })

  it('keeps secrets out of its files, but for those of webhooks, which only its owner can read', async () => {
    await start('--webhook', 'http://127.0.0.1:9/hook')
    expect(statSync(join(directory, 'state.json')).mode & 0o077).toBe(0)
  })

  it('registers a webhook, and prints its secret when it does', async () => {
    const { env, stop } = await start('--webhook', 'http://127.0.0.1:9/hook')
    expect(env['MUX_WEBHOOK_SECRET']).toMatch(/^\w{32}$/)
    await stop()
    expect((await start('--webhook', 'http://127.0.0.1:9/hook')).env).toEqual({})
  })

  it('makes new keys when it is asked to, and goes on accepting the old ones', async () => {
    const first = await start()
    await first.stop()
    const second = await start('--new-keys')
    expect(second.env['MUX_TOKEN_ID']).not.toBe(first.env['MUX_TOKEN_ID'])
    for (const { env } of [first, second])
      expect((await clientOf(env, second.url).system.utilities.whoami()).access_token_name).toBe(env['MUX_TOKEN_ID'])
  })

  it('serves the control unless it is switched off', async () => {
    const ask = async (url: string) => (await fetch(`${url}/_local/state`, { headers: { 'x-mux-local': '1' } })).status
    const first = await start()
    expect(await ask(first.url)).toBe(200)
    await first.stop()
    expect(await ask((await start('--no-control')).url)).toBe(404)
  })

  it('explains itself, and says in words what is wrong', async () => {
    const help = await run('--help')
    expect(help).toMatchObject({ code: 0, complained: '' })
    expect(help.printed).toContain('--webhook <url>')
    expect(await run('--prot', '1')).toMatchObject({ code: 2 })
    expect((await run('--port', '99999')).complained).toContain('Expected --port to be a whole number')
    expect((await run('--webhook', 'nowhere')).complained).toContain('Expected --webhook to be an address')

    const other = await listen(() => undefined)
    try {
      const taken = await run('--port', new URL(other.url).port, '--data', directory)
      expect(taken).toMatchObject({
        code: 1,
        complained: expect.stringContaining('Another program has this port') as string,
      })
    } finally {
      await other.close()
    }
    writeFileSync(join(directory, 'state.json'), '{"some": "thing"}')
    expect((await run('--port', '0', '--data', directory)).complained).toContain('is not a state of mux-local')
    expect((await run('--port', '0', '--data', join(directory, 'state.json'))).complained).toContain(
      'cannot be written',
    )
  })
})
