/**
 * Makes the sample course: speaks the script, draws the slides, encodes three renditions, and writes `course/`.
 *
 * The script is `course-script.json`. A sentence is one spoken line and one caption; the points of a scene appear on the
 * slide with the sentence of the same index (`null`: nothing new appears).
 *
 *   node packages/mux-local/scripts/make-course.mjs [lesson id …]      everything, or only the lessons named
 *   node packages/mux-local/scripts/make-course.mjs --still DIR [...]  only pictures of the slides, for looking at
 *
 * Needs ffmpeg, flite, Chromium (CHROME_PATH, default /usr/bin/chromium) and the typeface Manrope
 * (on Debian: ffmpeg flite chromium fonts-manrope). The result is committed, so only a change of the course needs this.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { frameRate, renditions, round3 } from './format.mjs'
import { pictures } from './pictures.mjs'
import { record, stills } from './recording.mjs'
import { layOut } from './voice.mjs'

const course = JSON.parse(readFileSync(new URL('course-script.json', import.meta.url), 'utf8'))

const out = fileURLToPath(new URL('../course/', import.meta.url))
const say = (text) => process.stdout.write(`${text}\n`)
const idOf = (text, length) =>
  createHash('sha512')
    .update(text)
    .digest('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, length)

const segmentFiles = (target) =>
  readdirSync(join(target, '1080p'))
    .filter((file) => file.endsWith('.m4s'))
    .sort((a, b) => parseInt(a) - parseInt(b))

/** What a playlist says about a rendition; replaces the one that ffmpeg wrote. */
function describe(target, rendition) {
  const folder = join(target, rendition.name)
  const list = readFileSync(join(folder, 'index.m3u8'), 'utf8')
  const segments = [...list.matchAll(/#EXTINF:([\d.]+),\n(.+)/g)].map(([, seconds, file]) => ({
    file: `${rendition.name}/${file}`,
    duration: Number(seconds),
  }))
  rmSync(join(folder, 'index.m3u8'))
  const bits = segments.map((s) => statSync(join(target, s.file)).size * 8)
  const header = readFileSync(join(folder, 'init.mp4'))
  const avc = header.indexOf('avcC', 0, 'latin1') + 5
  const seconds = segments.reduce((sum, s) => sum + s.duration, 0)
  return {
    name: rendition.name,
    width: rendition.width,
    height: rendition.height,
    frameRate,
    codecs: `mp4a.40.2,avc1.${header.subarray(avc, avc + 3).toString('hex')}`,
    bandwidth: Math.ceil(Math.max(...bits.map((b, i) => b / segments[i].duration))),
    averageBandwidth: Math.ceil(bits.reduce((a, b) => a + b, 0) / seconds),
    init: `${rendition.name}/init.mp4`,
    segments,
  }
}

const time = (seconds) => new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23)

/** Length in seconds of one kind of stream of a rendition, as ffprobe sees it. */
function probe(file, kind) {
  const args = [
    '-v',
    'error',
    '-select_streams',
    kind,
    '-show_entries',
    'packet=pts_time,duration_time',
    '-of',
    'csv=p=0',
    file,
  ]
  const last = execFileSync('ffprobe', args, { encoding: 'utf8', maxBuffer: 1 << 26 })
    .trim()
    .split('\n')
    .at(-1)
  const [at, length] = last.split(',').map(Number)
  return round3(at + length)
}

/** Looks at what was recorded, adds captions and pictures, and gives the lesson's part of course.json. */
function write(lesson, plan, target) {
  const source = join(scratch, 'whole.mp4')
  writeFileSync(
    source,
    Buffer.concat(['init.mp4', ...segmentFiles(target)].map((file) => readFileSync(join(target, '1080p', file)))),
  )
  const duration = probe(source, 'v')
  const sound = probe(source, 'a')
  say(`  video ${duration} s, sound ${sound} s, planned ${plan.duration} s`)
  if (Math.abs(duration - sound) > 0.05) throw new Error('picture and sound differ by more than 50 ms')
  const shown = pictures(target, source, duration)
  const cues = plan.captions.map((c, i) => `${i + 1}\n${time(c.from)} --> ${time(c.to)}\n${c.text}\n`)
  writeFileSync(join(target, 'captions.en.vtt'), `WEBVTT\n\n${cues.join('\n')}`)
  const required = plan.scenes.find((s) => s.scene.chapter === lesson.requiredChapter)
  return {
    id: lesson.id,
    title: lesson.title,
    summary: lesson.summary,
    assetId: idOf(`asset of ${lesson.id}`, 44),
    playbackId: idOf(`playback of ${lesson.id}`, 44),
    duration,
    chapters: plan.scenes.map((s) => ({ title: s.scene.chapter, from: s.from })),
    ...(required ? { requiredSegments: [[required.from, round3(required.from + required.duration)]] } : {}),
    media: {
      renditions: renditions.map((r) => describe(target, r)).reverse(),
      captions: { file: 'captions.en.vtt', language: 'en', name: 'English' },
      ...shown,
    },
  }
}

const args = process.argv.slice(2)
const still = args[0] === '--still' ? args.splice(0, 2)[1] : undefined
const wanted = course.lessons.filter((lesson) => args.length === 0 || args.includes(lesson.id))
const scratch = mkdtempSync(join(tmpdir(), 'course-'))
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--force-color-profile=srgb'],
})
try {
  if (!execFileSync('fc-list', [':family=Manrope'], { encoding: 'utf8' }).trim())
    throw new Error('the typeface Manrope is missing')
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  page.setDefaultTimeout(0)
  const made = new Map()
  for (const lesson of wanted) {
    const plan = layOut(lesson, scratch)
    say(`${lesson.id}: ${plan.duration} s, ${plan.scenes.length} scenes, ${plan.captions.length} sentences`)
    if (still) await stills(page, lesson, plan, still)
    else
      made.set(
        lesson.id,
        write(lesson, plan, await record(page, lesson, plan, { scratch, target: join(out, lesson.id), say })),
      )
  }
  if (!still) {
    mkdirSync(out, { recursive: true })
    const file = join(out, 'course.json')
    const before = readdirSync(out).includes('course.json') ? JSON.parse(readFileSync(file, 'utf8')).lessons : []
    const lessons = course.lessons.flatMap((l) => made.get(l.id) ?? before.find((b) => b.id === l.id) ?? [])
    writeFileSync(
      `${file}.new`,
      `${JSON.stringify({ id: course.id, title: course.title, description: course.description, lessons }, null, 1)}\n`,
    )
    renameSync(`${file}.new`, file)
    say(`course.json: ${lessons.length} lessons`)
  }
} finally {
  await browser.close()
  rmSync(scratch, { recursive: true, force: true })
}
