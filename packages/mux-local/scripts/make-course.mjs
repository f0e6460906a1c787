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
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { slidePage } from './slides.mjs'

const course = JSON.parse(readFileSync(new URL('course-script.json', import.meta.url), 'utf8'))

const out = fileURLToPath(new URL('../course/', import.meta.url))
const frameRate = 25
const segmentSeconds = 4
const voiceRate = 16000
/** The AAC encoder puts 1024 samples of silence first; the sound is shifted by them so that picture and sound both start at 0. */
const priming = 1024 / 48000
const renditions = [
  { name: '1080p', width: 1920, height: 1080, crf: 33, audio: '64k' },
  { name: '720p', width: 1280, height: 720, crf: 32, audio: '64k' },
  { name: '360p', width: 640, height: 360, crf: 31, audio: '64k' },
]
const thumbnailEvery = 5
const tile = { width: 284, height: 160, columns: 5 }

const round3 = (seconds) => Math.round(seconds * 1000) / 1000
const say = (text) => process.stdout.write(`${text}\n`)
const ffmpeg = (...args) =>
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args], { stdio: 'inherit' })
const idOf = (text, length) =>
  createHash('sha512')
    .update(text)
    .digest('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, length)

/** One spoken sentence as 16-bit samples, without the silence around it. */
function speak(text, directory) {
  const file = join(directory, 'sentence.wav')
  execFileSync('flite', ['-voice', 'slt', '--setf', 'duration_stretch=1.07', '-t', text, '-o', file])
  const wav = readFileSync(file)
  const data = wav.indexOf('data', 12, 'latin1') + 8
  const samples = new Int16Array(
    wav.buffer.slice(wav.byteOffset + data, wav.byteOffset + wav.length - ((wav.length - data) % 2)),
  )
  let first = 0
  let last = samples.length
  while (first < last && Math.abs(samples[first]) < 250) first++
  while (last > first && Math.abs(samples[last - 1]) < 250) last--
  const margin = voiceRate * 0.03
  return samples.slice(Math.max(0, first - margin), Math.min(samples.length, last + margin))
}

/** Lays the sentences of a lesson out in time; every scene is a whole number of frames. */
function layOut(lesson, directory) {
  const pieces = []
  const captions = []
  let from = 0
  const scenes = lesson.scenes.map((scene) => {
    let at = scene.title ? 0.7 : 0.55
    const starts = scene.sentences.map((text) => {
      const samples = speak(text, directory)
      const start = at
      const length = samples.length / voiceRate
      pieces.push({ at: from + start, samples })
      captions.push({ from: round3(from + start), to: round3(from + start + length + 0.15), text })
      at += length + 0.55
      return round3(start)
    })
    const duration = Math.ceil((at + 0.8) * frameRate) / frameRate
    const placed = { scene, from: round3(from), duration, starts }
    from += duration
    return placed
  })
  const duration = round3(from)
  const voice = new Int16Array(Math.round(duration * voiceRate))
  for (const { at, samples } of pieces) voice.set(samples, Math.round(at * voiceRate))
  return { scenes, captions, duration, voice }
}

function sceneCode({ scene, duration, starts }, lesson, index) {
  return slidePage(scene, { lesson: lesson.title, index, count: lesson.scenes.length, duration, starts })
}

/** Freezes all motion of the page at a moment of the scene (seconds). */
const setTime = (page, seconds) =>
  page.evaluate((ms) => {
    for (const animation of document.getAnimations()) {
      animation.pause()
      animation.currentTime = ms
    }
  }, seconds * 1000)

async function stills(page, lesson, plan, directory) {
  mkdirSync(directory, { recursive: true })
  for (const [index, placed] of plan.scenes.entries()) {
    await page.setContent(sceneCode(placed, lesson, index))
    for (const share of [0.3, 0.85]) {
      await setTime(page, placed.duration * share)
      await page.screenshot({ path: join(directory, `${lesson.id}-${index}-${share * 100}.png`) })
    }
  }
}

/** Draws every frame and hands it to one ffmpeg that encodes all renditions. */
async function encode(page, lesson, plan, directory) {
  const voiceFile = join(directory, 'voice.pcm')
  const soundFile = join(directory, 'sound.wav')
  writeFileSync(voiceFile, new Uint8Array(plan.voice.buffer))
  const shape =
    'highpass=f=70,equalizer=f=220:t=q:w=1:g=1.5,equalizer=f=3200:t=q:w=1.2:g=2,loudnorm=I=-16:TP=-1.5:LRA=7'
  ffmpeg(
    '-f',
    's16le',
    '-ar',
    `${voiceRate}`,
    '-ac',
    '1',
    '-i',
    voiceFile,
    '-af',
    `${shape},aresample=48000,apad`,
    '-t',
    `${plan.duration - priming}`,
    '-ac',
    '1',
    soundFile,
  )

  const target = join(out, lesson.id)
  rmSync(target, { recursive: true, force: true })
  const split = renditions.map((_, i) => `[s${i}]`).join('')
  const colour = 'in_range=pc:out_range=tv:in_color_matrix=bt601:out_color_matrix=bt709:flags=lanczos'
  const scaled = renditions
    .map((r, i) => `[s${i}]scale=${r.width}:${r.height}:${colour},format=yuv420p[v${i}]`)
    .join(';')
  const args = [
    '-hide_banner',
    '-loglevel',
    'error',
    '-y',
    '-f',
    'image2pipe',
    '-c:v',
    'mjpeg',
    '-framerate',
    `${frameRate}`,
    '-i',
    'pipe:0',
    '-itsoffset',
    `${priming}`,
    '-i',
    soundFile,
  ]
  args.push('-filter_complex', `[0:v]split=${renditions.length}${split};${scaled}`)
  for (const [i, rendition] of renditions.entries()) {
    const folder = join(target, rendition.name)
    mkdirSync(folder, { recursive: true })
    args.push(
      '-map',
      `[v${i}]`,
      '-map',
      '1:a',
      '-c:v',
      'libx264',
      '-preset',
      'slow',
      '-refs',
      '4',
      '-crf',
      `${rendition.crf}`,
      '-bf',
      '0',
    )
    args.push(
      '-profile:v',
      'high',
      '-g',
      `${frameRate * segmentSeconds}`,
      '-keyint_min',
      `${frameRate * segmentSeconds}`,
      '-sc_threshold',
      '0',
    )
    args.push('-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv')
    args.push(
      '-c:a',
      'aac',
      '-b:a',
      rendition.audio,
      '-ar',
      '48000',
      '-ac',
      '1',
      '-map_metadata',
      '-1',
      '-fflags',
      '+bitexact',
      '-flags:v',
      '+bitexact',
      '-flags:a',
      '+bitexact',
    )
    args.push(
      '-f',
      'hls',
      '-hls_time',
      `${segmentSeconds}`,
      '-hls_playlist_type',
      'vod',
      '-hls_segment_type',
      'fmp4',
      '-hls_fmp4_init_filename',
      'init.mp4',
    )
    args.push('-hls_segment_filename', join(folder, '%d.m4s'), join(folder, 'index.m3u8'))
  }
  const encoder = spawn('ffmpeg', args, { stdio: ['pipe', 'inherit', 'inherit'] })
  const ended = once(encoder, 'exit')
  const devtools = await page.context().newCDPSession(page)
  const began = Date.now()
  for (const [index, placed] of plan.scenes.entries()) {
    await page.setContent(sceneCode(placed, lesson, index))
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    const frames = Math.round(placed.duration * frameRate)
    for (let frame = 0; frame < frames; frame++) {
      await setTime(page, frame / frameRate)
      const shot = await devtools.send('Page.captureScreenshot', {
        format: 'jpeg',
        quality: 95,
        optimizeForSpeed: true,
      })
      if (!encoder.stdin.write(Buffer.from(shot.data, 'base64'))) await once(encoder.stdin, 'drain')
    }
    say(
      `  scene ${index + 1} of ${plan.scenes.length}: ${frames} frames, ${Math.round((Date.now() - began) / 1000)} s so far`,
    )
  }
  encoder.stdin.end()
  const [code] = await ended
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`)
  return target
}

const time = (seconds) => new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23)

/** Pictures taken from the finished 1080p rendition, so that they show what is played. */
function pictures(target, source, duration) {
  const thumbnails = Array.from({ length: Math.ceil(duration / thumbnailEvery) }, (_, i) =>
    Math.min(i * thumbnailEvery + 3, round3(duration - 1)),
  )
  mkdirSync(join(target, 'thumbnails'))
  for (const [i, at] of thumbnails.entries()) {
    const base = join(target, 'thumbnails', `${i}`)
    const input = ['-ss', `${at}`, '-i', source, '-frames:v', '1', '-vf', 'scale=1280:720:flags=lanczos']
    ffmpeg(...input, '-q:v', '5', `${base}.jpg`)
    ffmpeg(...input, '-c:v', 'libwebp', '-quality', '74', `${base}.webp`)
  }
  const middle = Math.floor(thumbnails.length / 2)
  const palette =
    'scale=1280:720:flags=lanczos,split[a][b];[a]palettegen=max_colors=128[p];[b][p]paletteuse=dither=none'
  ffmpeg(
    '-ss',
    `${thumbnails[middle]}`,
    '-i',
    source,
    '-frames:v',
    '1',
    '-filter_complex',
    palette,
    join(target, 'thumbnails', `${middle}.png`),
  )
  const every = duration > 60 ? 4 : 2
  const count = Math.ceil(duration / every)
  const rows = Math.ceil(count / tile.columns)
  const pick = `select='eq(mod(n,${every * frameRate}),${(every * frameRate) / 2})',scale=${tile.width}:${tile.height}:flags=lanczos,tile=${tile.columns}x${rows}`
  for (const [format, ...quality] of [
    ['jpg', '-q:v', '6'],
    ['webp', '-c:v', 'libwebp', '-quality', '70'],
  ]) {
    ffmpeg('-i', source, '-vf', pick, '-vsync', '0', '-frames:v', '1', ...quality, join(target, `storyboard.${format}`))
  }
  return {
    thumbnails: thumbnails.map((at, i) => ({
      at,
      file: `thumbnails/${i}`,
      formats: i === middle ? ['jpg', 'webp', 'png'] : ['jpg', 'webp'],
    })),
    storyboard: { every, count, ...tile },
  }
}

const segmentFiles = (target) =>
  readdirSync(join(target, '1080p'))
    .filter((file) => file.endsWith('.m4s'))
    .sort((a, b) => parseInt(a) - parseInt(b))

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
  const made = new Map()
  for (const lesson of wanted) {
    const plan = layOut(lesson, scratch)
    say(`${lesson.id}: ${plan.duration} s, ${plan.scenes.length} scenes, ${plan.captions.length} sentences`)
    if (still) await stills(page, lesson, plan, still)
    else made.set(lesson.id, write(lesson, plan, await encode(page, lesson, plan, scratch)))
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
