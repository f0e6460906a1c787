import type { LessonMedia, Rendition } from '../manifest.js'

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

/** A text track as a playlist names it. */
export interface TextTrack {
  readonly id: string
  readonly language: string
  readonly name: string
  readonly closedCaptions: boolean
  readonly file: string
}

/** The name of a text track's playlist among the children of its video. */
export const textPlaylistName = (track: TextTrack) => `text-${track.id}.m3u8`

const quoted = (text: string) => `"${text.replace(/["\r\n]/g, ' ')}"`

function subtitlesLine(track: TextTrack, claims: RenditionClaims, addressOf: AddressOf): string {
  const preferred = claims.default_subtitles_lang === track.language ? 'YES' : 'NO'
  const characteristics = track.closedCaptions
    ? ',CHARACTERISTICS="public.accessibility.transcribes-spoken-dialog"'
    : ''
  return `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="sub1",NAME=${quoted(track.name)},LANGUAGE=${quoted(track.language)},AUTOSELECT=YES,DEFAULT=${preferred},FORCED=NO${characteristics},URI="${addressOf(textPlaylistName(track))}"`
}

/** The master playlist. */
export function masterPlaylist(
  media: LessonMedia,
  tracks: readonly TextTrack[],
  claims: RenditionClaims,
  addressOf: AddressOf,
): string {
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...tracks.map((track) => subtitlesLine(track, claims, addressOf)),
  ]
  for (const r of chooseRenditions(media.renditions, claims)) {
    lines.push(
      `#EXT-X-STREAM-INF:BANDWIDTH=${r.bandwidth},AVERAGE-BANDWIDTH=${r.averageBandwidth},CODECS="${r.codecs}",RESOLUTION=${r.width}x${r.height},FRAME-RATE=${r.frameRate.toFixed(3)},CLOSED-CAPTIONS=NONE${tracks.length > 0 ? ',SUBTITLES="sub1"' : ''}`,
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

/** The playlist of a text track: one WebVTT segment for the whole video. */
export function textPlaylist(track: TextTrack, duration: number, addressOf: AddressOf): string {
  return vod(duration, [`#EXTINF:${duration.toFixed(5)},`, addressOf(track.file)])
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
