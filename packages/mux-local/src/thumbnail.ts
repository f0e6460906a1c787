import type { LessonMedia } from './manifest.js'

/**
 * The committed picture nearest to a time (seconds, the token's `time` claim), in this format. Default: the middle of
 * the video, as Mux does.
 */
export function nearestThumbnail(media: LessonMedia, duration: number, format: string, time: unknown): string {
  const { thumbnails } = media
  const asked = time === undefined || time === '' ? Number.NaN : Number(time)
  const wanted = Number.isFinite(asked) ? asked : duration / 2
  let best: (typeof thumbnails)[number] | undefined
  for (const one of thumbnails) {
    if (!one.formats.includes(format)) continue
    if (!best || Math.abs(one.at - wanted) < Math.abs(best.at - wanted)) best = one
  }
  if (!best) throw new Error(`the course has no thumbnail as ${format}`)
  return `${best.file}.${format}`
}
