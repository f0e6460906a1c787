import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { EVENT_CATALOGUE } from '@enhancedhr/protocol/events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAX_BODY } from '../src/receive-event.js'
import { erasure, lessonEvent, openReceiver, SECRET, type Receiver } from './support/receiver.js'

const OTHER_SECRET = `whsec_${Buffer.alloc(32, 8).toString('base64')}`

describe('the receiver', () => {
  let receiver: Receiver
  beforeEach(async () => void (receiver = await openReceiver({ nameOf: (id) => `Name of ${id}` })))
  afterEach(() => receiver.close())

  const links = (learnerId: string) => receiver.certificates.ofLearner(learnerId)
  const issued = async (learnerId: string): Promise<string> => {
    await expect.poll(() => links(learnerId).length).toBe(1)
    return links(learnerId)[0]!.url
  }
  const status = async (answer: Promise<Response>): Promise<number> => (await answer).status
  /** Everything that came before is worked off once this one's certificate is there. */
  const settle = async (): Promise<void> => {
    const last = randomUUID()
    expect(await status(receiver.send(lessonEvent('completed', last)))).toBe(204)
    await issued(last)
  }

  it('issues a certificate for a completed lesson and a completed course', async () => {
    expect(await status(receiver.send(EVENT_CATALOGUE['lesson.completed'].example))).toBe(204)
    expect(await status(receiver.send(EVENT_CATALOGUE['course.completed'].example))).toBe(204)
    await expect
      .poll(() =>
        links('u-7')
          .map(({ of, id, attempt }) => [of, id, attempt])
          .sort(),
      )
      .toEqual([
        ['course', 'fire-safety', 1],
        ['lesson', 'fire-safety-1', 1],
      ])
  })

  it('answers 2xx to every type of the catalogue and to types that it does not know', async () => {
    for (const { example } of Object.values(EVENT_CATALOGUE)) {
      expect([example.type, await status(receiver.send(example))]).toEqual([example.type, 204])
    }
    expect(await status(receiver.send({ type: 'lesson.ready', anything: [] }))).toBe(204)
    expect(receiver.log).toEqual([])
  })

  it('refuses what is not signed with its secret, over these bytes, for this id and just now', async () => {
    const event = lessonEvent('completed', 'mallory')
    const minutes = (count: number): Date => new Date(Date.now() + count * 60_000)
    const body = JSON.stringify({ ...event, revision: 2 })
    expect(await status(receiver.send(event, { secret: OTHER_SECRET }))).toBe(401)
    expect(await status(receiver.send(event, { body }))).toBe(401)
    expect(await status(receiver.send(event, { at: minutes(-6) }))).toBe(401)
    expect(await status(receiver.send(event, { at: minutes(6) }))).toBe(401)
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      expect([name, await status(receiver.send(event, { headers: { [name]: '' } }))]).toEqual([name, 401])
    }
    expect(await status(receiver.send(event, { headers: { 'webhook-id': randomUUID() } }))).toBe(401)
    await settle()
    expect(links('mallory')).toEqual([])
  })

  it('takes either secret while one is rotated', async () => {
    await receiver.restart({ secret: [OTHER_SECRET, SECRET] })
    for (const [index, secret] of [SECRET, OTHER_SECRET].entries()) {
      expect(await status(receiver.send(lessonEvent('completed', `r-${index}`), { secret }))).toBe(204)
      await issued(`r-${index}`)
    }
  })

  it('refuses a secret that could be guessed', async () => {
    for (const secret of ['', 'whsec_', 'whsec_c2hvcnQ=', 'secret']) {
      await expect(receiver.restart({ secret })).rejects.toThrow('whsec_')
    }
    await receiver.restart()
  })

  it('refuses a body that is too large without keeping it, whether or not it says how large it is', async () => {
    const event = { ...lessonEvent('completed', 'big'), filler: 'x'.repeat(MAX_BODY) }
    expect(await status(receiver.send(event))).toBe(413)
    const unannounced = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(
        `${receiver.url}/events`,
        { method: 'POST', headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' } },
        (answer) => {
          resolve(answer.resume().statusCode)
          sending.destroy()
        },
      )
      sending.on('error', reject)
      sending.write(Buffer.alloc(MAX_BODY + 1, 'x'))
    })
    expect(unannounced).toBe(413)
  })

  it('refuses other methods and types, and signed events that lack what they need, saying where', async () => {
    expect((await receiver.get('/events')).status).toBe(405)
    const event = lessonEvent('completed', 'odd')
    expect(await status(receiver.send(event, { headers: { 'content-type': 'text/plain' } }))).toBe(415)
    const broken = await receiver.send({ ...event, revision: '1' })
    expect([broken.status, await broken.text()]).toEqual([
      400,
      'The event is not what its type carries at /revision.\n',
    ])
    for (const wrong of [null, [], 7, {}, { ...event, data: {} }, { ...event, subject: '' }]) {
      expect([wrong, await status(receiver.send(wrong))]).toEqual([wrong, 400])
    }
  })

  it('keeps one of an event that comes twenty times at once, and once more after a restart', async () => {
    const event = lessonEvent('completed', 'twice')
    const id = randomUUID()
    const answers = await Promise.all(Array.from({ length: 20 }, () => status(receiver.send(event, { id }))))
    expect(new Set(answers)).toEqual(new Set([204]))
    const url = await issued('twice')
    await receiver.restart()
    expect(await status(receiver.send(event, { id }))).toBe(204)
    await settle()
    expect(await issued('twice')).toBe(url)
  })

  it('drops a revision that is not higher, whatever its id', async () => {
    await receiver.send(lessonEvent('revoked', 'late', { revision: 2 }))
    await settle()
    await receiver.send(lessonEvent('completed', 'late', { revision: 1 }))
    await receiver.send(lessonEvent('completed', 'late', { revision: 2 }))
    await settle()
    expect(links('late')).toEqual([])
    await receiver.send(lessonEvent('completed', 'late', { revision: 3 }))
    await issued('late')
  })

  it('withdraws what is revoked, and issues another code when it is completed again', async () => {
    await receiver.send(lessonEvent('completed', 'ada'))
    const first = await issued('ada')
    await receiver.send(lessonEvent('revoked', 'ada', { revision: 2, at: '2026-12-01T08:00:00.000Z' }))
    await expect.poll(() => links('ada').length).toBe(0)
    const page = await receiver.get(first)
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('withdrawn on 1 December 2026')])
    expect((await receiver.get(`${first}.pdf`)).status).toBe(410)
    await receiver.send(lessonEvent('completed', 'ada', { revision: 3, at: '2026-12-02T08:00:00.000Z' }))
    const second = await issued('ada')
    expect(second).not.toBe(first)
    const verify = (url: string): string => url.replace(/\/([^/]+)$/, '/verify/$1')
    expect((await receiver.get(verify(first))).text).toContain('withdrawn on 1 December 2026')
    expect((await receiver.get(verify(second))).text).toContain('This certificate is valid')
  })

  it('withdraws the certificate before, when the revocation between was lost', async () => {
    await receiver.send(lessonEvent('completed', 'gap'))
    const first = await issued('gap')
    await receiver.send(lessonEvent('completed', 'gap', { revision: 3, at: '2026-12-02T08:00:00.000Z' }))
    await expect.poll(() => links('gap')[0]?.url).not.toBe(first)
    expect((await receiver.get(first)).text).toContain('withdrawn on 2 December 2026')
  })

  it('removes everything of an erased learner, and no older event brings it back', async () => {
    await receiver.send(lessonEvent('completed', 'erin'))
    await receiver.send(lessonEvent('completed', 'other'))
    const url = await issued('erin')
    await receiver.send(erasure('erin'))
    await expect.poll(() => links('erin').length).toBe(0)
    const code = url.split('/').at(-1)!
    for (const path of [`/${code}`, `/${code}.pdf`, `/verify/${code}`]) {
      expect([path, (await receiver.get(path)).status]).toEqual([path, 404])
    }
    await receiver.restart()
    await receiver.send(lessonEvent('completed', 'erin', { revision: 2, at: '2026-12-01T08:00:00.000Z' }))
    await settle()
    expect(links('erin')).toEqual([])
    expect(links('other')).toHaveLength(1)
    // Whoever comes back under the same id begins again.
    await receiver.send(lessonEvent('completed', 'erin', { at: '2026-12-03T08:00:00.000Z' }))
    expect(await issued('erin')).not.toBe(url)
  })

  it('keeps what proves a completion where the host keeps its verdict, until that goes too', async () => {
    await receiver.send(lessonEvent('completed', 'grete'))
    const page = `/verify/${(await issued('grete')).split('/').at(-1)!}`
    await receiver.send(erasure('grete', { verdictsKept: true }))
    await settle()
    expect((await receiver.get(page)).text).toContain('This certificate is valid')
    // A verdict that is kept can still be revoked.
    await receiver.send(lessonEvent('revoked', 'grete', { revision: 2, at: '2026-12-03T08:00:00.000Z' }))
    await expect.poll(async () => (await receiver.get(page)).text).toContain('withdrawn')
    await receiver.send(erasure('grete', { at: '2026-12-04T08:00:00.000Z' }))
    await expect.poll(async () => (await receiver.get(page)).status).toBe(404)
  })

  it('keeps tenants apart that have a learner and a lesson of the same name', async () => {
    await receiver.send(lessonEvent('completed', 'same', { tenantId: 'a' }))
    await receiver.send(lessonEvent('completed', 'same', { tenantId: 'b' }))
    await expect.poll(() => receiver.certificates.ofLearner('same', 'a').length).toBe(1)
    await expect.poll(() => receiver.certificates.ofLearner('same', 'b').length).toBe(1)
    expect(links('same')).toEqual([])
  })

  it('answers at once and works later: what the host cannot say yet is done after a restart', async () => {
    await receiver.restart({ nameOf: () => Promise.reject(new Error('the directory is away')) })
    expect(await status(receiver.send(lessonEvent('completed', 'patient')))).toBe(204)
    await expect.poll(() => receiver.log.join()).toContain('the directory is away')
    expect(receiver.log.join()).not.toContain('patient')
    await receiver.restart({ nameOf: async () => 'Patient Learner' })
    expect((await receiver.get(await issued('patient'))).text).toContain('Patient Learner')
  })

  it('tries again by itself what has failed, and lets nothing wait for it', async () => {
    let isAway = true
    await receiver.restart({
      nameOf: (id) => {
        if (isAway && id === 'slow') throw new Error('away')
        return id
      },
    })
    await receiver.send(lessonEvent('completed', 'slow'))
    await expect.poll(() => receiver.log.length).toBeGreaterThan(0)
    await settle()
    isAway = false
    await issued('slow')
  })
})
