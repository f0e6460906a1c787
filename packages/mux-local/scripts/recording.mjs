/** Draws a lesson frame by frame and encodes its renditions. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ffmpeg, quietly } from './ffmpeg.mjs'
import { audioRate, frameRate, priming, renditions, segmentSeconds, voiceRate } from './format.mjs'
import { slidePage } from './slides.mjs'

function sceneCode({ scene, duration, starts }, lesson) {
  return slidePage(scene, { lesson: lesson.title, duration, starts })
}

/** Freezes all motion of the page at a moment of the scene (seconds). */
const setTime = (page, seconds) =>
  page.evaluate((ms) => {
    for (const animation of document.getAnimations()) {
      animation.pause()
      animation.currentTime = ms
    }
  }, seconds * 1000)

/** Two pictures of each scene, early and late. */
export async function stills(page, lesson, plan, directory) {
  mkdirSync(directory, { recursive: true })
  for (const [index, placed] of plan.scenes.entries()) {
    await page.setContent(sceneCode(placed, lesson))
    for (const share of [0.3, 0.85]) {
      await setTime(page, placed.duration * share)
      await page.screenshot({ path: join(directory, `${lesson.id}-${index}-${share * 100}.png`) })
    }
  }
}

/** Draws every frame and hands it to one ffmpeg that encodes all renditions. */
export async function record(page, lesson, plan, { scratch, target, say }) {
  const voiceFile = join(scratch, 'voice.pcm')
  const soundFile = join(scratch, 'sound.wav')
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

  rmSync(target, { recursive: true, force: true })
  const split = renditions.map((_, i) => `[s${i}]`).join('')
  const colour = 'in_range=pc:out_range=tv:in_color_matrix=bt601:out_color_matrix=bt709:flags=lanczos'
  const scaled = renditions
    .map((r, i) => `[s${i}]scale=${r.width}:${r.height}:${colour},format=yuv420p[v${i}]`)
    .join(';')
  const args = [
    ...quietly,
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
      audioRate,
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
    await page.setContent(sceneCode(placed, lesson))
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
