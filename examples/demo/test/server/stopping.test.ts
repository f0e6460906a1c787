import { once } from 'node:events'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startDemo, temporaryFolder, type DemoProcess } from '../support/demo-process.js'
import { sessionRequest, signIn } from '../support/learner.js'

const BODY = JSON.stringify({ learner_id: 'ada' })

/** A request whose body has not all been sent: the demo has read its head. */
interface UnderWay {
  finish(): Promise<{ readonly status: number; readonly text: string }>
  readonly failed: Promise<string>
}

describe('a demo that is asked to end while it answers', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let demo: DemoProcess
  beforeEach(async () => {
    folder = await temporaryFolder()
    demo = await startDemo(folder.path)
  })
  afterEach(async () => {
    await demo.stop()
    await folder.remove()
  })

  /** Sends half of a request and waits until the demo says that it goes on. */
  async function begin(path: string, body: string, headers: Record<string, string> = {}): Promise<UnderWay> {
    const asked: ClientRequest = request(`${demo.origin}${path}`, {
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body).toString(),
        expect: '100-continue',
        ...headers,
      },
    })
    const answered = once(asked, 'response') as Promise<[IncomingMessage]>
    const failed = new Promise<string>((resolve) =>
      asked.on('error', (error: Error & { code?: string }) => resolve(String(error.code))),
    )
    answered.catch(() => undefined)
    asked.flushHeaders()
    await once(asked, 'continue')
    const half = Math.floor(body.length / 2)
    asked.write(body.slice(0, half))
    return {
      failed,
      async finish() {
        asked.end(body.slice(half))
        const [response] = await answered
        let text = ''
        for await (const chunk of response as AsyncIterable<Buffer>) text += chunk.toString()
        return { status: response.statusCode ?? 0, text }
      },
    }
  }

  it('answers all of them after SIGTERM, takes no new ones, and ends', async () => {
    const { token } = await signIn(demo.origin, 'ada')
    const opening = JSON.stringify(sessionRequest('fire-safety-2').body)
    const tokens = await Promise.all(Array.from({ length: 6 }, () => begin('/dev/tokens', BODY)))
    const headers = { authorization: `Bearer ${token}` }
    const sessions = await Promise.all(
      Array.from({ length: 6 }, () => begin('/lessons-api/v1/sessions', opening, headers)),
    )
    const ended = demo.stop('SIGTERM')
    await expect.poll(demo.output).toContain('Stopping …')
    await expect.poll(() => fetch(demo.origin).then(String, () => 'refused')).toBe('refused')
    const answers = await Promise.all([...tokens, ...sessions].map((each) => each.finish()))
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(6).fill(200), ...Array<number>(6).fill(201)])
    for (const { text } of answers) expect(JSON.parse(text)).toBeTypeOf('object')
    expect(await ended).toBe(0)
  })

  it('does not wait for one that never ends', async () => {
    const stalled = await begin('/dev/tokens', BODY)
    expect(await demo.stop('SIGTERM')).toBe(0)
    expect(await stalled.failed).toMatch(/ECONNRESET|EPIPE/)
  })
})
