import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { LessonMedia, Rendition } from '../manifest.js'
import { cutSegments } from './cut-segments.js'
import type { InspectedMedia } from './inspect-media.js'

/** ffmpeg, where it is installed. */
export interface Transcoder {
  available(): Promise<boolean>
  /** Makes renditions, thumbnails and a storyboard of a file; throws where ffmpeg cannot read it. */
  transcode(file: string, directory: string, found: InspectedMedia): Promise<LessonMedia>
}

const run = promisify(execFile)
const HEIGHTS = [360, 720, 1080]
const EVERY_SECONDS = 5
const TILE = { width: 160, height: 90, columns: 5 }

/** `program` is its name or path; `false` makes do without it. */
export function createTranscoder(program: string | false): Transcoder {
  let present: Promise<boolean> | undefined
  const ffmpeg = (args: readonly string[]) =>
    run(program || 'ffmpeg', ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...args], {
      maxBuffer: 1_000_000,
    })

  async function makeRendition(
    file: string,
    directory: string,
    found: InspectedMedia,
    height: number,
  ): Promise<Rendition> {
    const name = `${height.toString()}p`
    mkdirSync(join(directory, name), { recursive: true })
    const whole = join(directory, name, 'whole.mp4')
    const video = [
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-pix_fmt',
      'yuv420p',
      '-vf',
      `scale=-2:${height.toString()}`,
    ]
    // A key frame every two seconds, so that all renditions are cut at the same moments.
    const keyFrames = ['-force_key_frames', 'expr:gte(t,n_forced*2)', '-sc_threshold', '0']
    const audio = found.audio ? ['-map', '0:a:0', '-c:a', 'aac', '-ac', '2'] : []
    await ffmpeg(['-i', file, '-map', '0:v:0', ...video, ...keyFrames, ...audio, whole])
    try {
      return await cutSegments(whole, directory, name, found.duration)
    } finally {
      rmSync(whole, { force: true })
    }
  }

  return {
    available() {
      if (program === false) return Promise.resolve(false)
      present ??= run(program, ['-version']).then(
        () => true,
        () => false,
      )
      return present
    },
    async transcode(file, directory, found) {
      const source = found.video?.height ?? 0
      const heights = HEIGHTS.filter((height) => height <= source)
      const renditions: Rendition[] = []
      for (const height of heights.length > 0 ? heights : [Math.max(2, source - (source % 2))])
        renditions.push(await makeRendition(file, directory, found, height))

      const count = Math.max(1, Math.ceil(found.duration / EVERY_SECONDS))
      const rate = `fps=1/${EVERY_SECONDS.toString()}:round=up`
      await ffmpeg([
        '-i',
        file,
        '-vf',
        `${rate},scale=640:-2`,
        '-start_number',
        '0',
        join(directory, 'thumbnail-%d.jpg'),
      ])
      const size = `${TILE.width.toString()}:${TILE.height.toString()}`
      const fit = `scale=${size}:force_original_aspect_ratio=decrease,pad=${size}:-1:-1`
      const rows = Math.ceil(count / TILE.columns).toString()
      const tiles = `tile=${TILE.columns.toString()}x${rows}`
      await ffmpeg(['-i', file, '-vf', `${rate},${fit},${tiles}`, '-frames:v', '1', join(directory, 'storyboard.jpg')])
      return {
        renditions,
        thumbnails: Array.from({ length: count }, (_, index) => ({
          at: index * EVERY_SECONDS,
          file: `thumbnail-${index.toString()}`,
          formats: ['jpg'],
          // The last frame may lie before the last moment that is asked for.
        })).filter(({ file: name }) => existsSync(join(directory, `${name}.jpg`))),
        storyboard: { every: EVERY_SECONDS, count, ...TILE, formats: ['jpg'] },
      }
    },
  }
}
