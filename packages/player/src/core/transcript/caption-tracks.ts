/** Captions that a stream offers. */
export interface OfferedCaptions {
  /** A language tag, or empty where the stream names none. */
  readonly language: string
  /** How a menu names them. */
  readonly label: string
  /** Address of their playlist. */
  readonly address: string
}

/**
 * Reads from a master playlist which captions the stream offers, in its order, each language and name once. Captions for foreign
 * parts only (`FORCED=YES`) are no transcript. Relative addresses are resolved against the master's own; what is no address of
 * the web is left out.
 */
export function captionTracks(master: string, address: string): readonly OfferedCaptions[] {
  const found = new Map<string, OfferedCaptions>()
  for (const line of master.split(/\r?\n/)) {
    if (!/^#EXT-X-MEDIA:(?:.*,)?TYPE=SUBTITLES(?:,|$)/.test(line) || /[:,]FORCED=YES/.test(line)) continue
    const language = attribute(line, 'LANGUAGE')
    const label = attribute(line, 'NAME') || language
    const uri = resolve(attribute(line, 'URI'), address)
    const key = `${language}\n${label}`
    if (uri !== null && !found.has(key)) found.set(key, { language, label, address: uri })
  }
  return [...found.values()]
}

/** The addresses of a media playlist's segments, in order. */
export function segmentAddresses(playlist: string, address: string): readonly string[] {
  return playlist
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => resolve(line, address))
    .filter((found) => found !== null)
}

function attribute(line: string, name: string): string {
  return new RegExp(`[:,]${name}="([^"]*)"`).exec(line)?.[1]?.trim() ?? ''
}

function resolve(uri: string, base: string): string | null {
  if (uri === '') return null
  try {
    const { href, protocol } = new URL(uri, base)
    return protocol === 'https:' || protocol === 'http:' ? href : null
  } catch {
    return null
  }
}
