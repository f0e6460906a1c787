import { createLessonHandler, type LessonHandler } from '@enhancedhr/server'
import { pgliteStore } from '@enhancedhr/server/pglite'
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReceiver, SECRET, type Receiver } from './support/receiver.js'

describe('events of the real handler', () => {
  let receiver: Receiver
  let lessons: LessonHandler
  beforeAll(async () => {
    receiver = await openReceiver({ nameOf: () => 'Ada Lovelace' })
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    lessons = createLessonHandler({
      mux: { signingKeys: [{ id: 'k', privateKey: Buffer.from(pem).toString('base64') }] },
      store: pgliteStore(),
      authenticate: () => null,
      logger: null,
      events: {
        endpoints: [{ id: 'certificates', url: `${receiver.url}/events`, secret: SECRET }],
        allowPrivate: true,
      },
    })
    await lessons.ready()
    await lessons.api.putCourse('fire', { title: 'Fire safety' })
    await lessons.api.putLesson('fire-1', {
      course_id: 'fire',
      title: 'The first minute',
      playback_id: 'p1',
      duration: 60,
    })
    await lessons.api.putEnrolment('fire', 'u/7')
  })
  afterAll(async () => {
    await lessons.close()
    await receiver.close()
  })

  it('issue, withdraw and issue again', async () => {
    const links = () => receiver.certificates.ofLearner('u/7').filter(({ of }) => of === 'lesson')
    const decide = (completed: boolean) =>
      lessons.api.putLessonVerdict('fire-1', 'u/7', { completed, reason: 'Seen in class.' })
    await decide(true)
    await expect.poll(() => links().length).toBe(1)
    const [{ url } = { url: '' }] = links()
    expect((await receiver.get(url)).text).toContain('Ada Lovelace')
    await decide(false)
    await expect.poll(() => links().length).toBe(0)
    expect((await receiver.get(url)).text).toContain('withdrawn')
    await decide(true)
    await expect.poll(() => links().length).toBe(1)
    expect(links()[0]!.url).not.toBe(url)
    await expect.poll(async () => (await lessons.api.events.listDeliveries({ state: 'pending' })).items).toEqual([])
    const delivered = await lessons.api.events.listDeliveries({ state: 'delivered' })
    for (const delivery of delivered.items) expect(delivery).toMatchObject({ attempts: 1, last_status: 204 })
    const { event_id } = await lessons.api.events.sendTest('certificates')
    const test = async () => (await lessons.api.events.listDeliveries({ eventId: event_id })).items[0]?.state
    await expect.poll(test).toBe('delivered')
  })
})
