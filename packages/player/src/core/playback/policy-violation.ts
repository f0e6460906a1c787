/** What a content security policy blocked on the page of a player. */
export interface PolicyViolation {
  /** As in `style-src-elem`. */
  readonly directive: string
  /** A URL, or a word like `inline` or `blob`. */
  readonly blocked: string
  /** It happened inside of the player's own tree. */
  readonly isInside: boolean
}

/** What a player asks for: its handler, and the HLS master once there is one. */
export interface PolicyAddresses {
  readonly endpoint: string | null
  readonly stream: string | null
}

/** What a violation means for a player: nothing (`null`), something is missing (`degraded`), or it cannot play (`fatal`). */
export type PolicyEffect = 'fatal' | 'degraded' | null

/** Decides whether a violation is one of this player's, and what it means. */
export function readViolation(
  { directive, blocked, isInside }: PolicyViolation,
  { endpoint, stream }: PolicyAddresses,
): PolicyEffect {
  const origin = originOf(blocked)
  const isMedia = origin !== null && stream !== null && (origin === originOf(stream) || MUX.test(origin))
  const effect = IMAGE.test(blocked) ? 'degraded' : 'fatal'
  switch (directive) {
    case 'connect-src':
      return endpoint !== null && blocked.startsWith(endpoint) ? 'fatal' : isMedia ? effect : null
    case 'media-src':
      // Whoever was refused one: a page that allows no `blob:` allows the player's no more than others.
      if (blocked === 'blob') return stream === null ? null : 'fatal'
      return isMedia ? effect : null
    case 'img-src':
      return isMedia ? 'degraded' : null
    case 'worker-src':
      return blocked === 'blob' && stream !== null ? 'degraded' : null
    case 'script-src':
    case 'script-src-elem':
      return origin !== null && blocked.includes('mux-player') ? 'fatal' : null
    default:
      return isInside ? 'degraded' : null
  }
}

const MUX = /^https:\/\/([\w-]+\.)*mux\.com$/
/** Stills and previews; a video plays without them. */
const IMAGE = /storyboard|thumbnail|\.(vtt|webp|jpe?g|png)(\?|$)/

function originOf(address: string): string | null {
  return /^https?:\/\/[^/?#]+/i.exec(address)?.[0].toLowerCase() ?? null
}
