/** Thumbnails and storyboard of a lesson. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ffmpeg } from './ffmpeg.mjs'
import { frameRate, round3 } from './format.mjs'

const thumbnailEvery = 5
/** Pictures are BT.601, video is BT.709: without an explicit conversion ffmpeg would keep the numbers and so change the colours. */
const matrix = 'in_color_matrix=bt709:out_color_matrix=bt601:flags=lanczos'
const asPicture = {
  jpg: `${matrix}:out_range=pc,format=yuvj420p`,
  webp: `${matrix}:out_range=tv,format=yuv420p`,
}
const tile = { width: 284, height: 160, columns: 5 }

/** Pictures taken from the finished 1080p rendition, so that they show what is played. */
export function pictures(target, source, duration) {
  const thumbnails = Array.from({ length: Math.ceil(duration / thumbnailEvery) }, (_, i) =>
    Math.min(i * thumbnailEvery + 3, round3(duration - 1)),
  )
  mkdirSync(join(target, 'thumbnails'), { recursive: true })
  for (const [i, at] of thumbnails.entries()) {
    const base = join(target, 'thumbnails', `${i}`)
    const input = ['-ss', `${at}`, '-i', source, '-frames:v', '1', '-vf']
    ffmpeg(...input, `scale=1280:720:${asPicture.jpg}`, '-q:v', '5', `${base}.jpg`)
    ffmpeg(...input, `scale=1280:720:${asPicture.webp}`, '-c:v', 'libwebp', '-quality', '74', `${base}.webp`)
  }
  const middle = Math.floor(thumbnails.length / 2)
  const palette =
    'scale=1280:720:in_color_matrix=bt709:flags=lanczos,format=rgb24,split[a][b];[a]palettegen=max_colors=128[p];[b][p]paletteuse=dither=none'
  ffmpeg(
    '-ss',
    `${thumbnails[middle]}`,
    // A palette is made of everything that comes in.
    '-t',
    `${1 / frameRate}`,
    '-i',
    source,
    '-frames:v',
    '1',
    '-filter_complex',
    palette,
    join(target, 'thumbnails', `${middle}.png`),
  )
  const every = duration > 60 ? 4 : 2
  // The last tile also stands for a rest shorter than half a tile, in whose middle there is no frame.
  const count = Math.round(duration / every)
  const rows = Math.ceil(count / tile.columns)
  const pick = `select='eq(mod(n,${every * frameRate}),${(every * frameRate) / 2})'`
  for (const [format, ...quality] of [
    ['jpg', '-q:v', '6'],
    ['webp', '-c:v', 'libwebp', '-quality', '70'],
  ]) {
    const shape = `${pick},scale=${tile.width}:${tile.height}:${asPicture[format]},tile=${tile.columns}x${rows}`
    ffmpeg(
      '-i',
      source,
      '-vf',
      shape,
      '-vsync',
      '0',
      '-frames:v',
      '1',
      ...quality,
      join(target, `storyboard.${format}`),
    )
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
