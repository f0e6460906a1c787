import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { erasure, lessonEvent, openReceiver, type Receiver } from './support/receiver.js'

describe('what is kept in files', () => {
  let receiver: Receiver
  beforeEach(async () => void (receiver = await openReceiver()))
  afterEach(() => receiver.close())

  const files = async (): Promise<readonly string[]> =>
    (await readdir(receiver.directory, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  const links = (): number => receiver.certificates.ofLearner('zoe').length

  it('is all there after a restart, and what a crash left unfinished goes', async () => {
    await receiver.send(lessonEvent('completed', 'zoe'))
    await expect.poll(links).toBe(1)
    const before = receiver.certificates.ofLearner('zoe')
    await writeFile(join(receiver.directory, 'subjects', 'half.json.1.unfinished'), '{"key":')
    await receiver.restart()
    expect(receiver.certificates.ofLearner('zoe')).toEqual(before)
    expect((await files()).filter((file) => file.endsWith('.unfinished'))).toEqual([])
  })

  it('names a file that is damaged, and goes on without none', async () => {
    await receiver.send(lessonEvent('completed', 'zoe'))
    await expect.poll(links).toBe(1)
    const file = (await files()).find((path) => path.includes('subjects'))!
    const text = await readFile(file, 'utf8')
    await receiver.certificates.close()
    for (const broken of ['', text.slice(0, -5), '{}']) {
      await writeFile(file, broken)
      await expect(receiver.restart()).rejects.toThrow(`The file ${file} is damaged.`)
    }
    await writeFile(file, text)
    await receiver.restart()
    expect(links()).toBe(1)
  })

  it('holds nothing of a learner who was erased', async () => {
    await receiver.send(lessonEvent('completed', 'zoe'))
    await expect.poll(links).toBe(1)
    await receiver.send(erasure('zoe'))
    await expect.poll(links).toBe(0)
    await receiver.certificates.close()
    const texts = await Promise.all((await files()).map(async (file) => file + (await readFile(file, 'utf8'))))
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) expect(text).not.toContain('zoe')
    await receiver.restart()
  })
})
