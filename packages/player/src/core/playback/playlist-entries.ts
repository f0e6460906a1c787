/**
 * The addresses of a playlist by the entry that they stand in: the same entry of a freshly signed copy holds the address that replaces it.
 *
 * In a master: what is said of the rendition, and the how many-th of its like it is, so that another order changes nothing. In a
 * media playlist: the sequence number of the segment, or the how many-th initialisation segment or key.
 */
export type PlaylistEntries = ReadonlyMap<string, string>

/** Tags whose address stands in an attribute. */
const WITH_URI = /^#EXT-X-(MEDIA|MAP|KEY|I-FRAME-STREAM-INF|SESSION-KEY|SESSION-DATA|PART):/

/** Reads a playlist; relative addresses are resolved against its own. Throws `TypeError` for what is no address. */
export function readPlaylistEntries(text: string, address: string): PlaylistEntries {
  const entries = new Map<string, string>()
  const seen = new Map<string, number>()
  let sequence = 0
  let variant: string | null = null

  const put = (name: string, uri: string): void => {
    const nth = seen.get(name) ?? 0
    seen.set(name, nth + 1)
    // An absolute address stays letter for letter what the player will ask for.
    entries.set(`${name}#${nth}`, /^https?:\/\//i.test(uri) ? uri : new URL(uri, address).href)
  }

  for (const raw of text.split('\n')) {
    const line = raw.trim()
    if (line.startsWith('#EXT-X-MEDIA-SEQUENCE:')) sequence = Number(line.slice(22)) || 0
    else if (line.startsWith('#EXT-X-STREAM-INF:')) variant = line
    else if (WITH_URI.test(line)) {
      const uri = /[:,]URI="([^"]*)"/.exec(line)?.[1]
      // A key or an initialisation segment has nothing but its order to be recognised by.
      if (uri) put(/^#EXT-X-(MAP|KEY)/.exec(line)?.[0] ?? line.replace(`URI="${uri}"`, ''), uri)
    } else if (line !== '' && !line.startsWith('#')) {
      put(variant ?? `segment ${sequence++}`, line)
      variant = null
    }
  }
  return entries
}
