import type { LessonMedia, Rendition } from './manifest.js'

/** Turns a name of a child resource into the absolute, signed address that stands in a playlist. */
export type AddressOf = (name: string) => string

/** The claims of a video token that choose among the renditions, as Mux names them. */
export interface RenditionClaims {
  readonly max_resolution?: unknown
  readonly min_resolution?: unknown
  readonly rendition_order?: unknown
  readonly default_subtitles_lang?: unknown
}

const heightOf = (claim: unknown) => {
  const match = typeof claim === 'string' ? /^(\d{3,4})p$/.exec(claim) : null
  return match ? Number(match[1]) : undefined
}

/** The renditions that the claims leave. The nearest one always stays. Ascending unless `rendition_order` is `desc`. */
function chooseRenditions(all: readonly Rendition[], claims: RenditionClaims): readonly Rendition[] {
  const max = heightOf(claims.max_resolution) ?? Number.POSITIVE_INFINITY
  const min = heightOf(claims.min_resolution) ?? 0
  const below = all.filter((r) => r.height <= max)
  const allowed = below.length > 0 ? below : all.slice(0, 1)
  const wanted = allowed.filter((r) => r.height >= min)
  const chosen = wanted.length > 0 ? wanted : allowed.slice(-1)
  return claims.rendition_order === 'desc' ? chosen.toReversed() : chosen
}

/** The master playlist. */
export function masterPlaylist(media: LessonMedia, claims: RenditionClaims, addressOf: AddressOf): string {
  const { captions } = media
  const preferred = claims.default_subtitles_lang === captions.language ? 'YES' : 'NO'
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="sub1",NAME="${captions.name}",LANGUAGE="${captions.language}",AUTOSELECT=YES,DEFAULT=${preferred},FORCED=NO,CHARACTERISTICS="public.accessibility.transcribes-spoken-dialog",URI="${addressOf('captions.m3u8')}"`,
  ]
  for (const r of chooseRenditions(media.renditions, claims)) {
    lines.push(
      `#EXT-X-STREAM-INF:BANDWIDTH=${r.bandwidth},AVERAGE-BANDWIDTH=${r.averageBandwidth},CODECS="${r.codecs}",RESOLUTION=${r.width}x${r.height},FRAME-RATE=${r.frameRate.toFixed(3)},CLOSED-CAPTIONS=NONE,SUBTITLES="sub1"`,
      addressOf(`${r.name}.m3u8`),
    )
  }
  return `${lines.join('\n')}\n`
}

const vod = (target: number, lines: readonly string[]) =>
  [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.ceil(target)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...lines,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n')

/** The media playlist of one rendition. */
export function renditionPlaylist(rendition: Rendition, addressOf: AddressOf): string {
  return vod(Math.max(...rendition.segments.map((s) => s.duration)), [
    `#EXT-X-MAP:URI="${addressOf(rendition.init)}"`,
    ...rendition.segments.flatMap((s) => [`#EXTINF:${s.duration.toFixed(5)},`, addressOf(s.file)]),
  ])
}

/** The playlist of the captions: one WebVTT segment for the whole lesson. */
export function captionsPlaylist(media: LessonMedia, duration: number, addressOf: AddressOf): string {
  return vod(duration, [`#EXTINF:${duration.toFixed(5)},`, addressOf(media.captions.file)])
}

const stamp = (seconds: number) => new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23)

/** The storyboard's WebVTT: which part of the image belongs to which stretch of time. */
export function storyboardTrack(media: LessonMedia, duration: number, image: string): string {
  const { every, count, width, height, columns } = media.storyboard
  const cues = Array.from({ length: count }, (_, i) => {
    const x = (i % columns) * width
    const y = Math.floor(i / columns) * height
    const to = i === count - 1 ? duration : (i + 1) * every
    return `${stamp(i * every)} --> ${stamp(to)}\n${image}#xywh=${x},${y},${width},${height}\n`
  })
  return `WEBVTT\n\n${cues.join('\n')}`
}
