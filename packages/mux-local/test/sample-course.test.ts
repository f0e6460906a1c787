import { describe, it, expect } from 'vitest'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createMuxLocal, createSigningKey, readSampleCourse } from '../src/index.js'

const directory = fileURLToPath(new URL('../course/', import.meta.url))
const course = readSampleCourse()
const script = JSON.parse(readFileSync(new URL('../scripts/course-script.json', import.meta.url), 'utf8')) as {
  lessons: { id: string; title: string; summary: string; scenes: { sentences: string[] }[] }[]
}

describe('the sample course', () => {
  it('has the three lessons of its script, with their words', () => {
    expect(course.lessons.map(({ id, title, summary }) => ({ id, title, summary }))).toEqual(
      script.lessons.map(({ id, title, summary }) => ({ id, title, summary })),
    )
    expect({ id: course.id, title: course.title }).toEqual({ id: 'fire-safety', title: 'Fire safety at work' })
  })

  it('is as long as the examples that use it need', () => {
    const [first = 0, second = 0, third = 0] = course.lessons.map((lesson) => lesson.duration)
    expect(first).toBeGreaterThan(18)
    expect(first).toBeLessThan(23)
    expect(second).toBeGreaterThan(90)
    expect(third).toBeGreaterThan(30)
    for (const { duration } of course.lessons) expect(Math.round(duration * 1000) / 1000).toBe(duration)
  })

  it('has chapters that begin at 0, ascend and end before the lesson does', () => {
    for (const { chapters, duration, requiredSegments = [] } of course.lessons) {
      const starts = chapters.map((chapter) => chapter.from)
      expect(starts[0]).toBe(0)
      expect(starts).toEqual([...starts].sort((a, b) => a - b))
      expect(starts.at(-1)).toBeLessThan(duration)
      for (const [from, to] of requiredSegments) {
        expect(starts).toContain(from)
        expect(to).toBeGreaterThan(from)
        expect(to).toBeLessThanOrEqual(duration)
      }
    }
  })

  it('has captions that say what is spoken, in order and within the lesson', () => {
    for (const lesson of course.lessons) {
      const track = readFileSync(join(directory, lesson.id, 'captions.en.vtt'), 'utf8')
      const cues = [...track.matchAll(/00:(\d\d):(\d\d\.\d{3}) --> 00:(\d\d):(\d\d\.\d{3})\n(.+)\n/g)]
      const spoken = script.lessons.find(({ id }) => id === lesson.id)?.scenes.flatMap((scene) => scene.sentences)
      expect(cues.map((cue) => cue[5])).toEqual(spoken)
      let before = 0
      for (const cue of cues) {
        const from = Number(cue[1]) * 60 + Number(cue[2])
        const to = Number(cue[3]) * 60 + Number(cue[4])
        expect(from).toBeGreaterThanOrEqual(before)
        expect(to).toBeGreaterThan(from)
        before = to
      }
      expect(before).toBeLessThanOrEqual(lesson.duration)
    }
  })

  it('is smaller than 20 MB', () => {
    const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const total = files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
    expect(total).toBeLessThan(20_000_000)
  })

  it('is what the stand-in serves by default', () => {
    const { assets } = createMuxLocal({ signingKeys: [] })
    expect(assets).toEqual(
      course.lessons.map(({ assetId, playbackId, duration, title }) => ({ assetId, playbackId, duration, title })),
    )
    expect(new Set(assets.flatMap(({ assetId, playbackId }) => [assetId, playbackId])).size).toBe(6)
  })
})

describe('a signing key', () => {
  it('comes as Mux hands it out: base64 of a PKCS#1 PEM of 2048 bits, with the public half as SPKI', () => {
    const key = createSigningKey()
    const pem = Buffer.from(key.privateKey, 'base64').toString()
    expect(pem).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/)
    expect(key.publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----\n/)
    const privateKey = createPrivateKey(pem)
    expect(privateKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
    expect(createPublicKey(privateKey).export({ type: 'spki', format: 'pem' })).toBe(key.publicKey)
    expect(createSigningKey().id).not.toBe(key.id)
  })
})
