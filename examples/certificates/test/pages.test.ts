import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { lessonEvent, openReceiver, type Receiver } from './support/receiver.js'

describe('the pages', () => {
  let receiver: Receiver
  let code: string
  beforeAll(async () => {
    receiver = await openReceiver({
      nameOf: () => 'Ada <b>&"\' Lovelace',
      titleOf: (_of, id) => `Title of ${id}`,
      issuer: 'Ministry & Sons',
    })
    await receiver.send(lessonEvent('completed', 'u-ada'))
    await vi.waitUntil(() => receiver.certificates.ofLearner('u-ada').length === 1, { timeout: 30_000 })
    code = receiver.certificates.ofLearner('u-ada')[0]!.url.split('/').at(-1)!
  })
  afterAll(() => receiver.close())

  it('show who, what and when, with everything escaped, and never the learner’s id', async () => {
    for (const path of [`/${code}`, `/verify/${code}`]) {
      const { status, text } = await receiver.get(path)
      expect(status).toBe(200)
      expect(text).toContain('Ada &lt;b&gt;&amp;&quot;&#39; Lovelace')
      expect(text).toContain('Title of fire-1')
      expect(text).toContain('30 November 2026')
      expect(text).toContain('Ministry &amp; Sons')
      expect(text).toContain(code)
      expect(text).not.toMatch(/u-ada|default|<script|style=| on[a-z]+=/)
    }
  })

  it('verify a code however it is typed, at an address that can be handed on', async () => {
    const typed = encodeURIComponent(` ${code.toLowerCase().replaceAll('-', '  ').replaceAll('0', 'o')}`)
    const { status, answer } = await receiver.get(`/verify?code=${typed}`)
    expect([status, answer.url]).toEqual([200, `${receiver.url}/verify/${code}`])
    expect((await receiver.get(`/${code.toLowerCase()}`)).status).toBe(200)
  })

  it('say that a code is unknown or no code, and that there is nothing else', async () => {
    const unknown = await receiver.get('/verify/7K3M-9QXA-2BCD-5EFG')
    expect([unknown.status, unknown.text]).toEqual([
      404,
      expect.stringContaining('There is no certificate with this code'),
    ])
    const typed = await receiver.get('/verify?code=%3Cb%3E')
    expect([typed.status, typed.text]).toEqual([400, expect.stringContaining('value="&lt;b&gt;"')])
    for (const path of ['/nothing', '/a/b', '/%E0%A4%A', '/verify/x.pdf', '/../package.json', '/events/x']) {
      expect([path, (await receiver.get(path)).status]).toEqual([path, expect.toSatisfy((s) => s === 404 || s === 400)])
    }
    expect((await fetch(`${receiver.url}/${code}`, { method: 'DELETE' })).status).toBe(405)
  })

  it('run no script, load nothing from elsewhere, and send their address nowhere', async () => {
    const { answer, text } = await receiver.get(`/${code}`)
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none';/)
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const addresses = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address!)
    expect(addresses.length).toBeGreaterThan(3)
    for (const address of addresses) {
      expect(address).toMatch(/^\/certificates\//)
      expect([address, (await receiver.get(new URL(address, receiver.url).href)).status]).toEqual([address, 200])
    }
  })

  it('answer HEAD without a body', async () => {
    const answer = await fetch(`${receiver.url}/${code}`, { method: 'HEAD' })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(500)
  })
})
