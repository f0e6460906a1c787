import type { LessonMedia } from '../manifest.js'

/**
 * The picture nearest to a time (seconds, the token's `time` claim), in this format, or in another that is there.
 * Default: the middle of the video, as Mux does.
 */
export function nearestThumbnail(
  media: LessonMedia,
  duration: number,
  format: string,
  time: unknown,
): string | undefined {
  const { thumbnails } = media
  const asked = time === undefined || time === '' ? Number.NaN : Number(time)
  const wanted = Number.isFinite(asked) ? asked : duration / 2
  let best: (typeof thumbnails)[number] | undefined
  const inFormat = thumbnails.filter((one) => one.formats.includes(format))
  for (const one of inFormat.length > 0 ? inFormat : thumbnails) {
    if (!best || Math.abs(one.at - wanted) < Math.abs(best.at - wanted)) best = one
  }
  if (!best) return undefined
  return `${best.file}.${best.formats.includes(format) ? format : (best.formats[0] ?? format)}`
}
