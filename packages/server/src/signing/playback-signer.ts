import type { Playback } from '@enhancedhr/protocol/wire'
import { toTokenParams, type PlaybackTerms } from './playback-terms.js'
import type { TokenAudience, TokenSigner } from './token-signer.js'

export interface PlaybackSignerOptions {
  readonly signer: TokenSigner
  /** Where streams are, without a slash at the end. */
  readonly streamUrl: string
  /** Where stills and storyboards are, without a slash at the end. */
  readonly imageUrl: string
  /** Seconds that a token is good for, at least. */
  readonly lifetime: number
  readonly terms?: PlaybackTerms
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Tokens expire on whole steps of a tenth of their lifetime, at most a minute, so that equal ones are signed once. */
const MAX_STEP = 60

/** Gives signed playback of a video: its tokens and the URLs that carry them. */
export class PlaybackSigner {
  readonly #options: PlaybackSignerOptions

  constructor(options: PlaybackSignerOptions) {
    this.#options = options
  }

  ready(): Promise<void> {
    return this.#options.signer.ready()
  }

  async sign(playbackId: string): Promise<Playback> {
    const { streamUrl, imageUrl, lifetime, terms } = this.#options
    const [playback, thumbnail, storyboard, drm] = await Promise.all([
      this.#token(playbackId, 'v'),
      this.#token(playbackId, 't'),
      this.#token(playbackId, 's'),
      terms?.drm ? this.#token(playbackId, 'd') : undefined,
    ])
    return {
      playback_id: playbackId,
      tokens: { playback, thumbnail, storyboard, ...(drm && { drm }) },
      urls: {
        stream: `${streamUrl}/${playbackId}.m3u8?token=${playback}`,
        poster: posterUrl(imageUrl, playbackId, thumbnail),
        storyboard: `${imageUrl}/${playbackId}/storyboard.vtt?format=webp&token=${storyboard}`,
      },
      lifetime,
    }
  }

  /** URL of a still, with its token. */
  async poster(playbackId: string): Promise<string> {
    return posterUrl(this.#options.imageUrl, playbackId, await this.#token(playbackId, 't'))
  }

  #token(sub: string, aud: TokenAudience): Promise<string> {
    const { signer, lifetime, now, terms = {} } = this.#options
    const step = Math.max(1, Math.min(MAX_STEP, Math.floor(lifetime / 10)))
    const exp = Math.ceil((now() / 1000 + lifetime) / step) * step
    return signer.sign({ sub, aud, exp, params: toTokenParams(terms, aud) })
  }
}

function posterUrl(imageUrl: string, playbackId: string, token: string): string {
  return `${imageUrl}/${playbackId}/thumbnail.webp?token=${token}`
}
