import type { TokenAudience, TokenParams } from './token-signer.js'

/** Heights that Mux knows by name, from the lowest. */
export const RESOLUTIONS = ['270p', '360p', '480p', '540p', '720p', '1080p', '1440p', '2160p'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

/** On which terms a video may be played; Mux reads them in the tokens, so no player can leave them out. */
export interface PlaybackTerms {
  /** Highest rendition that Mux lists; default: all that it has. */
  readonly maxResolution?: Resolution
  /** Lowest rendition that Mux lists; default: all that it has. Not above `maxResolution`. */
  readonly minResolution?: Resolution
  /** Id of a playback restriction made in Mux: which sites and user agents may play. Default: none. */
  readonly playbackRestrictionId?: string
  /** Whether a token for DRM licences comes with each grant; default false. */
  readonly drm?: boolean
}

/** The claims by which Mux learns the terms: a restriction concerns every token, a resolution only the video's. */
export function toTokenParams(terms: PlaybackTerms, audience: TokenAudience): TokenParams {
  const { maxResolution, minResolution, playbackRestrictionId } = terms
  const isVideo = audience === 'v'
  return {
    ...(isVideo && maxResolution ? { max_resolution: maxResolution } : {}),
    ...(isVideo && minResolution ? { min_resolution: minResolution } : {}),
    ...(playbackRestrictionId ? { playback_restriction_id: playbackRestrictionId } : {}),
  }
}
